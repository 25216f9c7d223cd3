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

    [ThreadStatic] private static ArrayBufferWriter<byte>? reusable;

    private readonly byte[] content;
    private readonly int gap;

    private StoredForm(byte[] content, int gap, bool metaGoesOn)
    {
        (this.content, this.gap, MetaGoesOn) = (content, gap, metaGoesOn);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        Hash = hash[..HashLength].ToArray();
    }

    /// <summary>Tells one content from another; the same for every version with the same content.</summary>
    public byte[] Hash { get; }

    private bool MetaGoesOn { get; }

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
        var content = output.WrittenSpan.ToArray();
        reusable = output.Capacity <= LargestKept ? output : null;
        return new StoredForm(content, gap, metaGoesOn);
    }

    /// <summary>The bytes to store.</summary>
    public byte[] Stamp(long version, DateTimeOffset updated)
    {
        Span<byte> stamp = stackalloc byte[96];
        var length = 0;
        Append("\"versionId\":\""u8, stamp, ref length);
        Utf8Formatter.TryFormat(version, stamp[length..], out var digits);
        length += digits;
        Append("\",\"lastUpdated\":\""u8, stamp, ref length);
        updated.UtcDateTime.TryFormat(stamp[length..], out var time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        length += time;
        Append("\""u8, stamp, ref length);
        if (MetaGoesOn) Append(","u8, stamp, ref length);

        var body = new byte[content.Length + length];
        content.AsSpan(0, gap).CopyTo(body);
        stamp[..length].CopyTo(body.AsSpan(gap));
        content.AsSpan(gap).CopyTo(body.AsSpan(gap + length));
        return body;
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
