using Tessera.Fhir.Json;

namespace Tessera.Cli.Input;

/// <summary>Reads the resources of the input in order, in batches that keep all cores busy and little in memory.</summary>
internal sealed class InputReader(IEnumerable<string> paths, Action<string, string> unreadable)
{
    private const int BatchCount = 64;
    private const int BatchBytes = 1024 * 1024;
    private static readonly int Limit = DocumentLimits.Default.MaxBytes;

    /// <summary>The batches. Paths that cannot be read are told to <c>unreadable</c>.</summary>
    public IEnumerable<IReadOnlyList<InputResource>> Batches()
    {
        var batch = new List<InputResource>();
        var bytes = 0L;
        foreach (var resource in Resources())
        {
            batch.Add(resource);
            bytes += resource.Bytes.Length;
            if (batch.Count < BatchCount && bytes < BatchBytes) continue;
            yield return batch;
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0) yield return batch;
    }

    private IEnumerable<InputResource> Resources()
    {
        foreach (var (path, problem) in InputPaths.Expand(paths))
        {
            if (problem is not null) unreadable(path, problem);
            else
                foreach (var resource in path == "-" ? Stdin() : InputPaths.IsNdjson(path) ? Lines(path) : Whole(path)) yield return resource;
        }
    }

    private IEnumerable<InputResource> Whole(string path)
    {
        using var stream = Open(path);
        if (stream is null) yield break;
        if (stream.Length > Limit) yield return new(path, null, default) { TooLong = true };
        else
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new(path, null, bytes);
        }
    }

    private IEnumerable<InputResource> Lines(string path)
    {
        using var stream = Open(path);
        if (stream is null) yield break;
        foreach (var resource in Lines(path, new LineReader(stream, Limit))) yield return resource;
    }

    private static IEnumerable<InputResource> Lines(string path, LineReader reader)
    {
        while (reader.TryRead(out var line, out var tooLong))
            if (tooLong || !line.IsEmpty) yield return new(path, reader.Number, line) { TooLong = tooLong };
    }

    // stdin has no name that tells its format: a first line that is a whole JSON document, with another line after it, is NDJSON.
    private static IEnumerable<InputResource> Stdin()
    {
        using var stdin = Console.OpenStandardInput();
        var lines = Lines("-", new LineReader(stdin, Limit)).GetEnumerator();
        if (!lines.MoveNext())
        {
            yield return new("-", null, default);
            yield break;
        }

        var first = lines.Current;
        if (first.TooLong || IsDocument(first.Bytes))
        {
            var isOnly = !lines.MoveNext();
            yield return isOnly ? first with { Line = null } : first;
            if (isOnly) yield break;
            do yield return lines.Current;
            while (lines.MoveNext());
        }
        else yield return Joined(first, lines);
    }

    private static bool IsDocument(ReadOnlyMemory<byte> line) => FhirDocument.TryParse(line, new NameTable(["resourceType"]), out _, out _);

    // Line ends and blank lines are put back, so that places in messages are those of the input.
    private static InputResource Joined(InputResource first, IEnumerator<InputResource> rest)
    {
        var all = new MemoryStream();
        all.Write(first.Bytes.Span);
        var line = first.Line!.Value;
        while (rest.MoveNext())
        {
            if (rest.Current.TooLong || all.Length + rest.Current.Bytes.Length > Limit) return new("-", null, default) { TooLong = true };
            for (; line < rest.Current.Line; line++) all.WriteByte((byte)'\n');
            all.Write(rest.Current.Bytes.Span);
        }

        return new("-", null, all.ToArray());
    }

    private FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable(path, failure is UnauthorizedAccessException ? "no permission to read it" : "it cannot be opened");
            return null;
        }
    }
}
