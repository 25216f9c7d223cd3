using Tessera.Fhir.Json;

namespace Tessera.Cli.Input;

/// <summary>Stdin as a file that only its owner can read and that goes away afterwards, for work that needs a file.</summary>
internal sealed class SpooledStdin : IDisposable
{
    private SpooledStdin(string path) => Path = path;

    /// <summary>The file; its name tells the format.</summary>
    public string Path { get; }

    /// <summary>Copies stdin.</summary>
    public static async Task<SpooledStdin> Read(CancellationToken cancel)
    {
        // A folder made by CreateTempSubdirectory is open to its owner alone.
        var folder = Directory.CreateTempSubdirectory("tessera-").FullName;
        var path = System.IO.Path.Combine(folder, "stdin.json");
        await using (var stdin = Console.OpenStandardInput())
        await using (var file = File.Create(path)) await stdin.CopyToAsync(file, cancel);
        if (!IsNdjson(path)) return new SpooledStdin(path);
        var lines = System.IO.Path.ChangeExtension(path, ".ndjson");
        File.Move(path, lines);
        return new SpooledStdin(lines);
    }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);

    // As for validate: a first line that is a whole document, with another after it.
    private static bool IsNdjson(string path)
    {
        using var file = File.OpenRead(path);
        var lines = new LineReader(file, DocumentLimits.Default.MaxBytes);
        return lines.TryRead(out var first, out var tooLong) && !tooLong && FhirDocument.TryParse(first, new NameTable(["resourceType"]), out _, out _) && lines.TryRead(out _, out _);
    }
}
