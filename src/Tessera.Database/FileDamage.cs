using System.Buffers.Binary;

namespace Tessera.Database;

/// <summary>What can be seen of the files of a database without opening it: damage that the engine would pass over in silence.</summary>
public static class FileDamage
{
    private const int HeaderLength = 100;

    /// <summary>Looks at the files of a database that this process does not have open.</summary>
    /// <returns>What is damaged, in a sentence, or null; null also while another process owns the database, whose files change meanwhile.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string? Find(StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!File.Exists(address.Path) || OwnerLock.IsTaken(address.Path)) return null;
        return Inspect(address.Path) ?? (WriteAheadLog.CommitsBehindDamage(address.Path + "-wal") == 1
            ? "The write-ahead log ends in a commit that is not whole, as after a power cut; if there was none, the last commits are lost."
            : null);
    }

    // Not while the engine has the file open in this process: closing a file ends the locks that the process holds on it
    // (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    internal static string? Inspect(string path)
    {
        var behind = WriteAheadLog.CommitsBehindDamage(path + "-wal");
        if (behind == int.MaxValue) return "The write-ahead log is damaged at its start: commits in it cannot be read.";
        // One commit is what a power cut may leave half written, before it was acknowledged.
        if (behind > 1) return $"The write-ahead log is damaged: {behind} commits in it cannot be read.";
        return MissingPages(path);
    }

    // https://sqlite.org/fileformat2.html#the_database_header: pages in the log may lie behind the end of the file.
    private static string? MissingPages(string path)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return stream.Length == 0 ? null : "The file ends within its header.";
        var pageSize = (long)BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        if (pageSize == 1) pageSize = 65536;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28));
        var isCounted = header.AsSpan(24, 4).SequenceEqual(header.AsSpan(92, 4));
        return isCounted && pageSize > 0 && stream.Length < pages * pageSize ? $"The file is cut off: {stream.Length / pageSize} of {pages} pages are there." : null;
    }
}
