using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Sources;

/// <summary>Makes the logical ids of resources: HMAC-SHA256 of where a record comes from, under the centre's key (law 11). The same
/// record always gets the same id; nobody without the key can recompute it from a medical record number.</summary>
public sealed class ResourceIds
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private const int IdBytes = 16;
    private const byte Separator = 0x1F;
    private readonly byte[] key;
    private IncrementalHash? spare;

    /// <summary>Uses a key that the caller keeps secret.</summary>
    /// <exception cref="ArgumentException">The key is shorter than <see cref="KeyLength"/>.</exception>
    public ResourceIds(ReadOnlySpan<byte> key)
    {
        if (key.Length < KeyLength) throw new ArgumentException($"an id key has at least {KeyLength} bytes", nameof(key));
        this.key = key.ToArray();
    }

    /// <summary>Uses the key in a file and makes the file, readable by its owner only, at first use.</summary>
    /// <param name="path">The centre's key file. Whoever loses it cannot match old records again: it belongs in the backup.</param>
    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    public static ResourceIds FromFile(string path)
    {
        if (!File.Exists(path)) Create(path);
        var text = File.ReadAllText(path).Trim();
        try
        {
            return new ResourceIds(Convert.FromHexString(text));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not an id key: it must hold {KeyLength * 2} hexadecimal digits.", error);
        }
    }

    /// <summary>The id of a record.</summary>
    /// <param name="source">Id of the source.</param>
    /// <param name="type">Resource type.</param>
    /// <param name="patient">The patient's identifier in the source; empty for a record that patients share.</param>
    /// <param name="list">The list the key is unique in, such as a layout and the part of its row: two lists may use the same keys.</param>
    /// <param name="naturalKey">The record's own key in the list, or the content that identifies it.</param>
    /// <returns>32 hexadecimal digits, a valid FHIR id.</returns>
    public string Id(string source, string type, string patient, string list, string naturalKey)
    {
        ReadOnlySpan<string> parts = [source, type, patient, list, naturalKey];
        var bytes = ArrayPool<byte>.Shared.Rent(parts.Length + Encoding.UTF8.GetMaxByteCount(source.Length + type.Length + patient.Length + list.Length + naturalKey.Length));
        try
        {
            var length = 0;
            foreach (var part in parts)
            {
                if (length > 0) bytes[length++] = Separator;
                length += Encoding.UTF8.GetBytes(part, bytes.AsSpan(length));
            }

            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            Hash(bytes.AsSpan(0, length), hash);
            return Convert.ToHexStringLower(hash[..IdBytes]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    // Setting up a keyed hash costs several times what hashing a record's few bytes does: the last one is kept for the next call.
    private void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        var keyed = Interlocked.Exchange(ref spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        keyed.AppendData(bytes);
        keyed.GetHashAndReset(hash);
        Interlocked.Exchange(ref spare, keyed)?.Dispose();
    }

    // Written beside and moved into place, so that a key is whole or absent and never replaces one that another process just made.
    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
