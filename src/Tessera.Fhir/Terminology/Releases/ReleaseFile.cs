using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>One file of a release, on disk or in an archive.</summary>
/// <param name="Path">Its path inside the release.</param>
/// <param name="Length">Its length in bytes, as the archive says.</param>
/// <param name="Unbounded">Opens it.</param>
internal sealed record ReleaseFile(string Path, long Length, Func<Stream> Unbounded)
{
    private const long MostBytes = 4L << 30;

    /// <summary>Its name without folders; what messages say.</summary>
    public string Name => string.Concat(Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..].Where(letter => !char.IsControl(letter)).Take(120));

    /// <summary>Opens it; more than was promised does not come out of it.</summary>
    public Stream Open()
    {
        if (Length > MostBytes) throw new ReleaseRefusedException($"{Name} has more than {MostBytes >> 30} GiB.", "No file of a terminology release is that large; fetch the release again.");
        return new BoundedStream(Unbounded(), Length, () => new InvalidDataException($"{Name} unpacks to more than the archive says"));
    }

    /// <summary>The first bytes, at most so many.</summary>
    public byte[] Start(int count)
    {
        using var stream = Open();
        var bytes = new byte[Math.Min(count, Length)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
