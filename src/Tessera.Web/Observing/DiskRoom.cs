using Tessera.Database;

namespace Tessera.Web.Observing;

/// <summary>Room on the disk of a store.</summary>
internal static class DiskRoom
{
    /// <summary>Free bytes; all there can be when nobody can tell.</summary>
    public static long Free(StoreAddress address)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(address.Path)!).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }

    /// <summary>Bytes of a file of the store.</summary>
    public static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
