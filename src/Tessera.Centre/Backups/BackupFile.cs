using System.Security.Cryptography;

namespace Tessera.Centre.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Path in the backup, with <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash in lower-case hexadecimal digits.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256)
{
    internal static async Task<BackupFile> Of(string folder, string name, CancellationToken cancel)
    {
        var path = System.IO.Path.Combine(folder, name);
        return new BackupFile(name, new FileInfo(path).Length, await Hash(path, cancel).ConfigureAwait(false));
    }

    /// <summary>What is wrong with the file in a folder, or null.</summary>
    internal async Task<string?> Complaint(string folder, CancellationToken cancel)
    {
        // A name that leaves the folder is none of ours.
        if (Name.Split('/').Any(part => part is "" or "." or "..") || System.IO.Path.IsPathRooted(Name) || Name.Contains('\\', StringComparison.Ordinal)) return $"The backup names a file outside itself: {Name}.";
        var file = new FileInfo(System.IO.Path.Combine(folder, Name));
        if (!file.Exists) return $"The backup lacks {Name}.";
        if (file.Length != Bytes) return $"The backup is damaged: {Name} has {file.Length} bytes, not {Bytes}.";
        return await Hash(file.FullName, cancel).ConfigureAwait(false) == Sha256 ? null : $"The backup is damaged: the checksum of {Name} is not the one in its manifest.";
    }

    private static async Task<string> Hash(string path, CancellationToken cancel)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false)) return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false));
    }
}
