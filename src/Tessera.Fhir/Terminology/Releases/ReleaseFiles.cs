using System.IO.Compression;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>The files of a release: a folder with all below it, a zip archive, or one file. Nothing of an archive is written to disk.</summary>
internal sealed class ReleaseFiles : IDisposable
{
    private const int MostFiles = 100_000;
    private readonly ZipArchive? archive;

    private ReleaseFiles(string name, IEnumerable<ReleaseFile> files, ZipArchive? archive)
    {
        (Name, this.archive) = (name, archive);
        All = files.Take(MostFiles + 1).OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        if (All.Count > MostFiles) throw new ReleaseRefusedException($"{name} holds more than {MostFiles:N0} files.", "Give the folder or archive of the release alone.");
    }

    /// <summary>Name of the folder, archive or file, without those above it.</summary>
    public string Name { get; }

    public IReadOnlyList<ReleaseFile> All { get; }

    /// <summary>Whether the release is one plain file.</summary>
    public bool IsSingle { get; private init; }

    public static ReleaseFiles Open(string path)
    {
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
        if (Directory.Exists(path))
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
            return new(name, Directory.EnumerateFiles(path, "*", options).Select(file => OnDisk(file, System.IO.Path.GetRelativePath(path, file))), null);
        }

        var single = OnDisk(path, name);
        return single.Start(4) switch
        {
            [(byte)'P', (byte)'K', 3 or 5, 4 or 6] => Archive(path, name),
            [0x1F, 0x8B, ..] => throw new ReleaseRefusedException($"{name} is a gzip archive.", "Unpack it first; a FHIR package (.tgz) is added with ./tessera packages add."),
            [] => throw new ReleaseRefusedException($"{name} is empty.", "Fetch the release again."),
            _ => new(name, [single], null) { IsSingle = true },
        };
    }

    /// <summary>The files whose name begins and ends like this.</summary>
    public IReadOnlyList<ReleaseFile> Named(string start, string end) => All.Where(file =>
        file.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)).ToArray();

    public void Dispose() => archive?.Dispose();

    private static ReleaseFile OnDisk(string path, string name) => new(name, new FileInfo(path).Length, () => File.OpenRead(path));

    private static ReleaseFiles Archive(string path, string name)
    {
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);
            return new(name, archive.Entries.Where(entry => entry.Name.Length > 0).Select(entry => new ReleaseFile(entry.FullName, entry.Length, entry.Open)), archive);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            archive?.Dispose();
            throw new ReleaseRefusedException($"{name} begins like a zip archive and is none, or ends too early.", "Fetch the release again.");
        }
    }
}
