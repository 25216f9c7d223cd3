using System.Security.Cryptography;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Keeps a compiled layer: the file is named by the hash of its content and appears whole; one that exists is never written again.</summary>
internal static class LayerFile
{
    /// <returns>Path of the file.</returns>
    public static string Save(ReadOnlySpan<byte> layer, string name, string folder)
    {
        Directory.CreateDirectory(folder);
        var hash = Convert.ToHexStringLower(SHA256.HashData(layer))[..12];
        var path = System.IO.Path.Combine(folder, $"{name}-{hash}{LayerFormat.FileExtension}");
        if (File.Exists(path)) return path;
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, layer);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return path;
    }
}
