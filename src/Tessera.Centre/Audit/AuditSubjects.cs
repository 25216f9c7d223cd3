using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Database;

namespace Tessera.Centre.Audit;

/// <summary>Names patients in the audit by a key: the first eight bytes of HMAC-SHA256 over the patient's id, under a secret beside the audit. Who asks for
/// a patient finds the entries; an entry alone says nothing of whom it is about, and nothing at all when the patient is erased from the store.</summary>
public sealed class AuditSubjects
{
    internal const string FileName = "key";
    private const int KeyLength = 32;

    private readonly byte[] key;

    private AuditSubjects(byte[] key) => this.key = key;

    /// <summary>Reads the secret of an audit; null when there is none yet.</summary>
    /// <param name="folder">The folder of the audit.</param>
    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    public static AuditSubjects? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        var key = File.ReadAllBytes(path);
        return key.Length == KeyLength ? new AuditSubjects(key) : throw new InvalidDataException($"{path} is not the key of an audit: it must have {KeyLength} bytes. Take it from a backup.");
    }

    /// <summary>Makes the secret, readable by its owner only; it appears whole.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static AuditSubjects Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(key);
            DiskFlush.Require(file);
        }

        File.Move(path + ".new", path, overwrite: false);
        return new AuditSubjects(key);
    }

    /// <summary>The key of a patient.</summary>
    /// <param name="patientId">Logical id of the Patient.</param>
    public ulong Of(string patientId)
    {
        ArgumentNullException.ThrowIfNull(patientId);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(patientId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>What those patients are called whose keys are wanted, as far as they are among the given ones.</summary>
    /// <param name="wanted">Keys.</param>
    /// <param name="patientIds">Logical ids of the patients that there are.</param>
    public IReadOnlyDictionary<ulong, string> Names(IReadOnlySet<ulong> wanted, IEnumerable<string> patientIds)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(patientIds);
        var names = new Dictionary<ulong, string>(wanted.Count);
        foreach (var id in patientIds)
        {
            if (names.Count == wanted.Count) break;
            if (Of(id) is var subject && wanted.Contains(subject)) names[subject] = id;
        }

        return names;
    }
}
