using System.Buffers.Text;
using System.Security.Cryptography;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>Values of which one part must agree with another.</summary>
internal sealed partial class ValidationRun
{
    /// <summary>An Attachment that carries its data: the size and the hash are those of the data before it was encoded
    /// (https://hl7.org/fhir/R4/datatypes-definitions.html#Attachment.size).</summary>
    internal void Attachment(FhirNode attachment)
    {
        if (attachment[known.Data] is not { Kind: JsonKind.String } data || !Base64.IsValid(data.Utf8, out var length)) return;
        if (attachment[known.Size] is { Kind: JsonKind.Number } size && Numbers.Compare(size.Utf8, System.Text.Encoding.ASCII.GetBytes($"{length}")) is not 0)
            Report(IssueSeverity.Error, IssueType.Value, $"The size is given as {Quoted(size)}, but the data has {length} bytes.", $"Write {length}, or leave the size out.", "size");
        if (attachment[known.Hash] is { Kind: JsonKind.String } hash && Base64.IsValid(hash.Utf8) && !IsHashOf(hash.Utf8, data.Utf8, length))
            Report(IssueSeverity.Error, IssueType.Value, "The hash is not that of the data.", "Write the SHA-1 of the data in base64, or leave the hash out.", "hash");
    }

    private static bool IsHashOf(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> data, int length)
    {
        var bytes = new byte[length];
        Base64.DecodeFromUtf8(data, bytes, out _, out var written);
        var expected = new byte[Base64.GetMaxDecodedFromUtf8Length(hash.Length)];
        Base64.DecodeFromUtf8(hash, expected, out _, out var hashed);
#pragma warning disable CA5350 // FHIR R4 says SHA-1; it guards against accidents, not against malice.
        return SHA1.HashData(bytes.AsSpan(0, written)).AsSpan().SequenceEqual(expected.AsSpan(0, hashed));
#pragma warning restore CA5350
    }

    /// <summary>An Identifier from the system of URIs has a URI as its value (https://hl7.org/fhir/R4/datatypes.html#Identifier).</summary>
    internal void Identifier(FhirNode identifier)
    {
        var system = identifier[known.System];
        if (system.Kind != JsonKind.String || !system.TextEquals("urn:ietf:rfc:3986"u8)) return;
        if (identifier[known.Value] is not { Kind: JsonKind.String } value || Uris.IsAbsolute(value.Utf8)) return;
        Report(IssueSeverity.Error, IssueType.Value, "The system urn:ietf:rfc:3986 says that the value is a URI; it has no scheme.", "Write the whole URI, such as urn:oid: and an OID, or give the system that the value is from.", "value");
    }
}
