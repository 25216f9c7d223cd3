using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tessera.Database;

/// <summary>Brings what was written to a file onto the disk, and says so when that fails. The framework's own flush keeps quiet on Linux when the system
/// says that bytes were lost (measured with an injected EIO: <c>RandomAccess.FlushToDisk</c> and <c>FileStream.Flush(true)</c> return as if all were well).</summary>
public static partial class DiskFlush
{
    /// <summary>Flushes an open file.</summary>
    /// <exception cref="IOException">The disk failed: nobody knows what of the file is on it.</exception>
    public static void Require(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(file);
        else if (Synchronize(file) != 0) throw new IOException($"The disk does not keep what is written: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Flushes a file with what its stream still holds.</summary>
    /// <exception cref="IOException">The disk failed: nobody knows what of the file is on it.</exception>
    public static void Require(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        Require(file.SafeFileHandle);
    }

    // https://man7.org/linux/man-pages/man2/fsync.2.html
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle file);
}
