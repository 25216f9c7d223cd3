using System.Security.Cryptography;
using System.Text;

namespace Tessera.Sources.BulkData;

/// <summary>The folder in which an export goes on after a kill: what was asked for, where the server tells how far it is, the manifest, the files.
/// Files appear whole.</summary>
internal sealed class BulkFolder(string path)
{
    private const string RequestName = BulkFile.Prefix + "request";
    private const string StatusName = BulkFile.Prefix + "status";
    private const string ManifestName = BulkFile.Prefix + "manifest.json";

    /// <summary>Where the server tells how far the export is; null when none is under way.</summary>
    public Uri? Status => Read(StatusName) is { } text ? new Uri(text) : null;

    /// <summary>The manifest, once there is one.</summary>
    public byte[]? Manifest => File.Exists(Path.Combine(path, ManifestName)) ? File.ReadAllBytes(Path.Combine(path, ManifestName)) : null;

    /// <summary>Makes the folder for a request; what is there for another request goes.</summary>
    public void Open(Uri request)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // The request may name patients' groups; its hash is enough to know it again.
        var asked = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.AbsoluteUri)));
        if (Read(RequestName) == asked) return;
        Clear();
        Write(RequestName, Encoding.UTF8.GetBytes(asked));
    }

    public void Begin(Uri status) => Write(StatusName, Encoding.UTF8.GetBytes(status.AbsoluteUri));

    public void Finish(byte[] manifest) => Write(ManifestName, manifest);

    public string FilePath(BulkFile file) => Path.Combine(path, file.Name);

    /// <summary>Removes what an export left; other files in the folder stay.</summary>
    public void Clear()
    {
        foreach (var name in new[] { ManifestName, StatusName, RequestName }) File.Delete(Path.Combine(path, name));
        foreach (var file in Directory.EnumerateFiles(path, BulkFile.Prefix + "*").ToList()) File.Delete(file);
    }

    private string? Read(string name) => File.Exists(Path.Combine(path, name)) ? File.ReadAllText(Path.Combine(path, name)) : null;

    private void Write(string name, byte[] content)
    {
        var (whole, temporary) = (Path.Combine(path, name), Path.Combine(path, name + ".new"));
        using (var file = new FileStream(temporary, FileMode.Create))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, whole, overwrite: true);
    }
}
