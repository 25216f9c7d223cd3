using Microsoft.Win32.SafeHandles;

namespace Tessera.Database.AppendLogs;

/// <summary>A segment that is written to. Its room is taken on the disk before it is used, so that a full disk does not end the log, and a flush has no
/// length to write (https://www.sqlite.org/wal.html says the same of its log).</summary>
internal sealed class LogFile : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly SafeFileHandle handle;

    private LogFile(long number, int length, SafeFileHandle handle) => (Number, Length, this.handle) = (number, length, handle);

    public long Number { get; }

    public int Length { get; }

    /// <summary>Opens a segment that exists.</summary>
    public static LogFile Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return new LogFile(LogFormat.Number(path)!.Value, (int)RandomAccess.GetLength(handle), handle);
    }

    /// <summary>Makes a segment of zeros, readable by its owner only.</summary>
    /// <exception cref="IOException">The disk has no room for it; nothing is left of it.</exception>
    public static LogFile Prepare(string folder, long number, int length)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, LogFormat.Name(number));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, options);
            var zeros = new byte[Piece];
            for (var at = 0; at < length; at += Piece) file.Write(zeros.AsSpan(0, Math.Min(Piece, length - at)));
            DiskFlush.Require(file);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }

        return Open(path);
    }

    /// <summary>Takes a segment of zeros that an earlier process made, so that the reserve survives a restart on a full disk; null when there is none.</summary>
    public static LogFile? Adopt(string folder, long number, int length)
    {
        var path = Path.Combine(folder, LogFormat.Name(number));
        return File.Exists(path) && new FileInfo(path).Length == length && IsEmpty(path) ? Open(path) : null;
    }

    private static bool IsEmpty(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var piece = new byte[Piece];
        while (file.Read(piece) is > 0 and var length)
            if (piece.AsSpan(0, length).ContainsAnyExcept((byte)0)) return false;
        return true;
    }

    public void Write(ReadOnlySpan<byte> bytes, int at) => RandomAccess.Write(handle, bytes, at);

    /// <summary>Returns when what was written is durable.</summary>
    public void Flush() => DiskFlush.Require(handle);

    public void Dispose() => handle.Dispose();
}
