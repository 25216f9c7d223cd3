using System.IO.Compression;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology.Releases;

namespace Tessera.Fhir.Tests.Terminology.Releases;

using Path = System.IO.Path;

/// <summary>A release that a test writes with codes of its own making; it goes away with the test.</summary>
internal sealed class ReleaseFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("tessera-release-");

    public ReleaseFolder() => Release = root.CreateSubdirectory("release").FullName;

    /// <summary>The unpacked release.</summary>
    public string Release { get; }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Release, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Packs what was written.</summary>
    public string Zip(string name)
    {
        var path = Path.Combine(root.FullName, name);
        ZipFile.CreateFromDirectory(Release, path);
        return path;
    }

    public static TerminologyRelease Read(string path, ReleaseOptions? options = null)
    {
        Assert.True(TerminologyRelease.TryRead(path, options ?? new(), out var release, out var issues), string.Join('\n', issues.Select(issue => issue.Message)));
        Assert.Empty(issues);
        return release;
    }

    /// <summary>The built-in definitions with the release on top.</summary>
    public FhirDefinitions Open(string path, ReleaseOptions? options = null)
    {
        var below = FhirDefinitions.OpenBuiltIn();
        var layers = Read(path, options).Parts.Select(part => part.Compile(below, "release", Path.Combine(root.FullName, "layers"))).ToList();
        Assert.True(below.TryAddLayers(layers, out var definitions, out _));
        return definitions;
    }

    /// <summary>What is wrong with a release: whether it could be read, and the findings in one text.</summary>
    public static (bool IsReadable, string Text) Refusal(string path, ReleaseOptions? options = null)
    {
        Assert.False(TerminologyRelease.TryRead(path, options ?? new(), out _, out var issues));
        Assert.NotEmpty(issues);
        Assert.All(issues, issue => Assert.False(string.IsNullOrEmpty(issue.Message)));
        return (issues.All(issue => issue.Severity == IssueSeverity.Error), string.Join('\n', issues.Select(issue => $"{issue.Message} {issue.Fix}")));
    }

    public void Dispose() => root.Delete(recursive: true);
}
