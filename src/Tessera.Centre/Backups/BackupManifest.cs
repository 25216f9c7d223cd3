using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tessera.Database;

namespace Tessera.Centre.Backups;

/// <summary>What a backup says about itself: <c>manifest.json</c>.</summary>
public sealed record BackupManifest
{
    /// <summary>Name of its file in a backup.</summary>
    public const string FileName = "manifest.json";

    private const string HashEnding = ".sha256";

    /// <summary>The version of the layout that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Version of the layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>Epoch of the store.</summary>
    public required string Epoch { get; init; }

    /// <summary>Number of the last change in it.</summary>
    public required long Sequence { get; init; }

    /// <summary>Versions of the schemas.</summary>
    public required IReadOnlyDictionary<string, long> Schemas { get; init; }

    /// <summary>Number of resources by type.</summary>
    public required IReadOnlyDictionary<string, long> Resources { get; init; }

    /// <summary>The files, the store first.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer program.</exception>
    public static BackupManifest Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!File.Exists(path + HashEnding) || File.ReadAllText(path + HashEnding) != Hash(bytes)) throw new InvalidDataException("The manifest of the backup is damaged: its checksum differs.");
            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Json);
            return manifest switch
            {
                null or { Files: null } or { Files.Count: 0 } => throw new InvalidDataException("The manifest of the backup is damaged."),
                { Format: > CurrentFormat } => throw new InvalidDataException("The backup was taken by a newer program."),
                _ => manifest,
            };
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The manifest of the backup is damaged.");
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(string path)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        WriteFile(path, bytes);
        WriteFile(path + HashEnding, Encoding.ASCII.GetBytes(Hash(bytes)));
    }

    private static void WriteFile(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
        DiskFlush.Require(file);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
