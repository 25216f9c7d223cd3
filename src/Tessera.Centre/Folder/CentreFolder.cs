using Tessera.Database;
using Tessera.Sources;

namespace Tessera.Centre.Folder;

/// <summary>The folder in which a centre keeps what must not be lost: the store and the key of its ids.</summary>
public sealed record CentreFolder
{
    private const string StoreName = "centre.db";

    /// <summary>Names a folder; nothing is made yet.</summary>
    /// <param name="path">The folder, absolute or relative to the current one.</param>
    public CentreFolder(string path) : this(System.IO.Path.GetFullPath(path), StoreName)
    {
    }

    private CentreFolder(string path, string store) => (Path, Store) = (path, new StoreAddress(System.IO.Path.Combine(path, store)));

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The store.</summary>
    public StoreAddress Store { get; }

    /// <summary>The key that ids of resources are made with: 32 random bytes, readable by the owner only, made at first use. Belongs in every
    /// backup: without it the records of the next import cannot be told from new ones.</summary>
    public string KeyFile => System.IO.Path.ChangeExtension(Store.Path, ".key");

    /// <summary>The folder of a store that a person named.</summary>
    public static CentreFolder Of(StoreAddress store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new CentreFolder(System.IO.Path.GetDirectoryName(store.Path)!, System.IO.Path.GetFileName(store.Path));
    }

    /// <summary>The maker of ids, with the key of this centre.</summary>
    /// <exception cref="InvalidDataException">The key file is not a key.</exception>
    /// <exception cref="IOException">A new key cannot be brought onto the disk.</exception>
    public ResourceIds OpenIds()
    {
        var isNew = !File.Exists(KeyFile);
        var ids = ResourceIds.FromFile(KeyFile);
        if (!isNew) return ids;
        using var file = new FileStream(KeyFile, FileMode.Open, FileAccess.ReadWrite);
        DiskFlush.Require(file);
        return ids;
    }
}
