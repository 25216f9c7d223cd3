using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;

namespace Tessera.Cli.Checking;

/// <summary>FHIR packages that a command adds to the built-in definitions for its own time.</summary>
internal sealed class ExtraPackages : IDisposable
{
    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("tessera-packages-").FullName);

    /// <summary>Adds packages in order; each may build on those before it.</summary>
    public bool TryAdd(FhirDefinitions definitions, IEnumerable<string> paths, [NotNullWhen(true)] out FhirDefinitions? extended, out string path, [NotNullWhen(false)] out Issue? issue)
    {
        (extended, path, issue) = (definitions, "", null);
        foreach (var package in paths)
        {
            path = package;
            if (!extended.TryAddPackage(package, folder.Value, out extended, out issue)) return false;
        }

        return true;
    }

    public void Dispose()
    {
        if (!folder.IsValueCreated) return;
        try
        {
            Directory.Delete(folder.Value, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Windows keeps files that are mapped into memory; they lie in the temporary folder.
        }
    }
}
