using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Store.Writing;

/// <summary>A resource as it is stored, but for its version and time: compact JSON that begins with <c>resourceType</c>, <c>id</c> and
/// <c>meta</c>, with a gap at the start of <c>meta</c> that the writer fills when it knows them.</summary>
internal sealed class StoredForm
{
    private const int HashLength = 16;
    private const int LargestKept = 1 << 20;
    private const int LongestStamp = 96;

    // What a first version needs, and most are one: it is written where the bytes already are.
    private static readonly int UsualGap = Stamp(stackalloc byte[LongestStamp], 1, DateTimeOffset.UnixEpoch, metaGoesOn: true);

    [ThreadStatic] private static ArrayBufferWriter<byte>? reusable;

    private readonly int start;
    private readonly bool metaGoesOn;
    private byte[] content;
    private int gap;

    private StoredForm(ReadOnlySpan<byte> written, int start, bool metaGoesOn)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(written, hash);
        Hash = hash[..HashLength].ToArray();
        (this.start, this.metaGoesOn) = (start, metaGoesOn);
        gap = metaGoesOn ? UsualGap : UsualGap - 1;
        content = new byte[written.Length + gap];
        written[..start].CopyTo(content);
        written[start..].CopyTo(content.AsSpan(start + gap));
    }

    /// <summary>Tells one content from another; the same for every version with the same content.</summary>
    public byte[] Hash { get; }

    /// <summary>Brings a document into this form under a given id, in one pass over its tape.</summary>
    public static StoredForm Make(FhirDocument document, string type, string id)
    {
        var output = reusable ?? new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        output.Write("{\"resourceType\":\""u8);
        Encoding.UTF8.GetBytes(type, output);
        output.Write("\",\"id\":\""u8);
        Encoding.UTF8.GetBytes(id, output);
        output.Write("\",\"meta\":{"u8);
        var gap = output.WrittenCount;
        WriteProperties(document.Root["meta"], output, first: true, IsStamp);
        var metaGoesOn = output.WrittenCount > gap;
        output.Write("}"u8);
        WriteProperties(document.Root, output, first: false, IsHead);
        output.Write("}"u8);
        reusable = output.Capacity <= LargestKept ? output : null;
        return new StoredForm(output.WrittenSpan, gap, metaGoesOn);
    }

    /// <summary>The bytes to store. They are the form's own: stamping it once more may change them.</summary>
    public byte[] Stamp(long version, DateTimeOffset updated)
    {
        Span<byte> stamp = stackalloc byte[LongestStamp];
        stamp = stamp[..Stamp(stamp, version, updated, metaGoesOn)];
        if (stamp.Length != gap)
        {
            byte[] wider = [.. content.AsSpan(0, start), .. stamp, .. content.AsSpan(start + gap)];
            (content, gap) = (wider, stamp.Length);
        }

        stamp.CopyTo(content.AsSpan(start));
        return content;
    }

    private static int Stamp(Span<byte> to, long version, DateTimeOffset updated, bool metaGoesOn)
    {
        var length = 0;
        Append("\"versionId\":\""u8, to, ref length);
        Utf8Formatter.TryFormat(version, to[length..], out var digits);
        length += digits;
        Append("\",\"lastUpdated\":\""u8, to, ref length);
        updated.UtcDateTime.TryFormat(to[length..], out var time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        length += time;
        Append(metaGoesOn ? "\","u8 : "\""u8, to, ref length);
        return length;
    }

    private static void Append(ReadOnlySpan<byte> text, Span<byte> to, ref int length)
    {
        text.CopyTo(to[length..]);
        length += text.Length;
    }

    private static void WriteProperties(FhirNode parent, ArrayBufferWriter<byte> output, bool first, Func<string, bool> leaveOut)
    {
        foreach (var child in parent.Children)
        {
            if (leaveOut(child.Name)) continue;
            if (!first) output.Write(","u8);
            first = false;
            output.Write("\""u8);
            output.Write(child.NameUtf8);
            output.Write("\":"u8);
            CompactJson.Copy(child.Raw, output);
        }
    }

    private static bool IsStamp(string name) => name is "versionId" or "lastUpdated" or "_versionId" or "_lastUpdated";

    private static bool IsHead(string name) => name is "resourceType" or "id" or "meta" or "_id" or "_resourceType";
}
