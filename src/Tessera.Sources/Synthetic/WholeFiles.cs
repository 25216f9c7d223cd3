namespace Tessera.Sources.Synthetic;

/// <summary>Files that appear together and whole: each is written under a temporary name, all are renamed at the end.</summary>
internal sealed class WholeFiles : IDisposable
{
    private readonly string folder;
    private readonly List<(string Name, FileStream Stream)> open = [];

    public WholeFiles(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(this.folder);
    }

    /// <summary>Bytes of all files, known when they are kept.</summary>
    public long Bytes { get; private set; }

    public Stream Open(string name)
    {
        var stream = new FileStream(Path.Combine(folder, $".{name}.{Environment.ProcessId}.new"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        open.Add((name, stream));
        return stream;
    }

    /// <summary>Gives all files their names.</summary>
    public void Keep()
    {
        foreach (var (_, stream) in open)
        {
            stream.Flush(flushToDisk: true);
            Bytes += stream.Length;
            stream.Dispose();
        }

        foreach (var (name, stream) in open) File.Move(stream.Name, Path.Combine(folder, name), overwrite: true);
        open.Clear();
    }

    /// <summary>Takes away what was not kept.</summary>
    public void Dispose()
    {
        foreach (var (_, stream) in open)
        {
            stream.Dispose();
            File.Delete(stream.Name);
        }

        open.Clear();
    }
}
