using System.Security.Cryptography;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Keeps a compiled layer: the file is named by the hash of its content and appears whole; one that exists is
/// not written again unless a disk has changed it.</summary>
internal static class LayerFile
{
    /// <summary>Whether a file still has the content that it is named by.</summary>
    public static bool IsUnchanged(string path)
    {
        using var layer = File.OpenRead(path);
        return path.EndsWith(Ending(SHA256.HashData(layer)), StringComparison.Ordinal);
    }

    /// <returns>Path of the file.</returns>
    public static string Save(ReadOnlySpan<byte> layer, string name, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, name + Ending(SHA256.HashData(layer)));
        if (File.Exists(path) && IsUnchanged(path)) return path;
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(layer);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return path;
    }

    private static string Ending(byte[] hash) => $"-{Convert.ToHexStringLower(hash)[..12]}{LayerFormat.FileExtension}";
}
