using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Tessera.Fhir.Json;

/// <summary>Reads JSON text into a tape: one pass of <see cref="Utf8JsonReader"/>. Scratch memory is reused per thread;
/// what leaves owns exact arrays. Paid for by <c>bench parse</c>.</summary>
internal sealed class TapeBuilder
{
    [ThreadStatic] private static TapeBuilder? reusable;

    private const int LargestKept = 1 << 20;

    private readonly List<UnknownName> unknown = [];
    private readonly ArrayBufferWriter<byte> plain = new(256);
    private TapeEntry[] entries = new TapeEntry[1024];
    private ulong[] seen = [];
    private int count;

    public static bool TryBuild(
        ReadOnlyMemory<byte> bytes, NameTable names, DocumentLimits limits, [NotNullWhen(true)] out FhirDocument? document, [NotNullWhen(false)] out Issue? issue)
    {
        document = null;
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        issue = limits.Exceeded(bytes.Length);
        if (issue is not null) return false;
        if (!Utf8.IsValid(bytes.Span))
        {
            issue = At(bytes.Span, FirstInvalidByte(bytes.Span), "The text is not valid UTF-8.", "Save the file as UTF-8.");
            return false;
        }

        var builder = reusable ?? new TapeBuilder();
        reusable = null;
        try
        {
            issue = builder.Read(bytes.Span, names, limits);
            if (issue is not null) return false;
            document = new FhirDocument(
                bytes, names, builder.entries.AsSpan(0, builder.count).ToArray(), builder.plain.WrittenSpan.ToArray(), [.. builder.unknown]);
            return true;
        }
        catch (JsonException exception)
        {
            issue = JsonFault.Of(bytes.Span, exception, limits);
            return false;
        }
        catch (InvalidOperationException)
        {
            // Unescaping's only complaint: half of a surrogate pair, here in a property name.
            issue = new Issue(IssueSeverity.Fatal, IssueType.Structure, "", "A property name holds half of a surrogate pair.") { Fix = "Write the whole character." };
            return false;
        }
        finally
        {
            builder.Reset();
            if (builder.entries.Length <= LargestKept) reusable = builder;
        }
    }

    private Issue? Read(ReadOnlySpan<byte> bytes, NameTable names, DocumentLimits limits)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = limits.MaxDepth, CommentHandling = JsonCommentHandling.Disallow });
        Span<int> open = stackalloc int[limits.MaxDepth + 1];
        var depth = 0;
        var name = NameTable.Unknown;
        var words = (names.Count + 63) / 64;
        if (seen.Length < words) seen = new ulong[words];

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var span = reader.ValueSpan;
                    name = reader.ValueIsEscaped ? FindEscaped(ref reader, names) : names.Find(span);
                    if (name == NameTable.Unknown) unknown.Add(new UnknownName(count, (int)reader.TokenStartIndex + 1, span.Length));
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open[depth++] = count;
                    Add((int)reader.TokenStartIndex, 0, name, reader.TokenType == JsonTokenType.StartObject ? JsonKind.Object : JsonKind.Array);
                    if (reader.TokenType == JsonTokenType.StartObject) name = NameTable.Unknown;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var index = open[--depth];
                    ref var entry = ref entries[index];
                    entry.Length = (int)reader.BytesConsumed - entry.Start;
                    entry.Next = count;
                    if (entry.Kind == JsonKind.Object && DuplicateName(index, names, bytes) is { } duplicate)
                        return At(bytes, entries[duplicate].Start, $"The property '{PlainName(duplicate, names, bytes)}' stands twice in the same object.", "Keep one of them.");
                    break;
                case JsonTokenType.String:
                    Add((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, name, JsonKind.String);
                    if (reader.ValueIsEscaped && !KeepPlainText(ref reader))
                        return At(bytes, (int)reader.TokenStartIndex, "The string holds half of a surrogate pair.", "Write the whole character.");
                    break;
                case JsonTokenType.Number:
                    if (reader.ValueSpan.Length > limits.MaxNumberLength)
                        return At(bytes, (int)reader.TokenStartIndex, $"The number has {reader.ValueSpan.Length:N0} characters; at most {limits.MaxNumberLength:N0} are read.", "Shorten it.");
                    Add((int)reader.TokenStartIndex, reader.ValueSpan.Length, name, JsonKind.Number);
                    break;
                default:
                    var kind = reader.TokenType switch { JsonTokenType.True => JsonKind.True, JsonTokenType.False => JsonKind.False, _ => JsonKind.Null };
                    Add((int)reader.TokenStartIndex, reader.ValueSpan.Length, name, kind);
                    break;
            }
            name = depth > 0 && entries[open[depth - 1]].Kind == JsonKind.Array ? entries[open[depth - 1]].Name : NameTable.Unknown;
        }
        return null;
    }

    private static int FindEscaped(ref Utf8JsonReader reader, NameTable names)
    {
        Span<byte> text = stackalloc byte[256];
        return reader.ValueSpan.Length > text.Length ? NameTable.Unknown : names.Find(text[..reader.CopyString(text)]);
    }

    private void Add(int start, int length, int name, JsonKind kind)
    {
        if (count == entries.Length) Array.Resize(ref entries, count * 2);
        entries[count] = new TapeEntry { Start = start, Length = length, Next = count + 1, Name = (short)name, Kind = kind };
        count++;
    }

    private bool KeepPlainText(ref Utf8JsonReader reader)
    {
        var at = plain.WrittenCount;
        var span = plain.GetSpan(reader.ValueSpan.Length + sizeof(int));
        int length;
        try
        {
            length = reader.CopyString(span[sizeof(int)..]);
        }
        catch (InvalidOperationException)
        {
            return false; // the reader's only complaint here is a lone surrogate
        }
        BitConverter.TryWriteBytes(span, length);
        plain.Advance(length + sizeof(int));
        entries[count - 1].Escaped = true;
        entries[count - 1].Next = at;
        return true;
    }

    /// <summary>The second child with the same name, or null: known names by a bit each, the few unknown ones by their text.</summary>
    private int? DuplicateName(int parent, NameTable names, ReadOnlySpan<byte> bytes)
    {
        int? found = null;
        UnknownNames? others = null;
        var end = entries[parent].Next;
        for (var child = parent + 1; child < end && found is null; child = After(child))
        {
            var id = entries[child].Name;
            if (id >= 0)
            {
                var bit = 1UL << (id & 63);
                if ((seen[id >> 6] & bit) != 0) found = child;
                seen[id >> 6] |= bit;
            }
            else if (!AddUnknown(others ??= new(), child, bytes))
            {
                found = child;
            }
        }
        for (var child = parent + 1; child < end; child = After(child))
            if (entries[child].Name >= 0) seen[entries[child].Name >> 6] = 0;
        return found;
    }

    private int After(int index) => entries[index].Escaped ? index + 1 : entries[index].Next;

    private string PlainName(int node, NameTable names, ReadOnlySpan<byte> bytes) =>
        entries[node].Name >= 0 ? names.Text(entries[node].Name) : UnknownNameAt(node) is var name ? UnknownNames.Plain(bytes.Slice(name.Start, name.Length)) : "";

    private bool AddUnknown(UnknownNames names, int node, ReadOnlySpan<byte> bytes) => UnknownNameAt(node) is var name && names.Add(name.Start, name.Length, bytes);

    private UnknownName UnknownNameAt(int node) => unknown[unknown.BinarySearch(new UnknownName(node, 0, 0), NodeOrder)];

    private static readonly Comparer<UnknownName> NodeOrder = Comparer<UnknownName>.Create((a, b) => a.Node.CompareTo(b.Node));

    private void Reset()
    {
        count = 0;
        unknown.Clear();
        plain.ResetWrittenCount();
    }

    private static Issue At(ReadOnlySpan<byte> bytes, int offset, string message, string fix)
    {
        var (line, column) = JsonFault.Place(bytes, offset);
        return new Issue(IssueSeverity.Fatal, IssueType.Structure, "", message) { Line = line, Column = column, Fix = fix };
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == OperationStatus.Done) at += used;
        return at;
    }
}
