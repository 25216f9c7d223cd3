using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Store.Schema;
using Tessera.Store.Writing;

namespace Tessera.Store.Verifying;

/// <summary>Compares a version's content with its row: it must be the very bytes that the writer makes of it.</summary>
internal sealed class ContentCheck(Vocabulary vocabulary, FhirDefinitions definitions)
{
    /// <summary>Compares one version.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">The content, when it can be read.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Complaint(VersionRow row, out FhirDocument? document)
    {
        document = null;
        if (row.Body.Length == 0) return "The content is not there.";
        if (!vocabulary.TryTypeName(row.Type, out var type)) return "The row's resource type is not known.";
        if (!FhirDocument.TryParse(row.Body, definitions.Names, out var read, out _)) return "The content is not JSON any more.";
        if (read.ResourceType != type) return "The content is of another resource type.";
        var form = StoredForm.Make(read, type, row.Id);
        if (row.Hash is { } hash && !form.Hash.AsSpan().SequenceEqual(hash)) return "The content is not what was written: its hash differs.";
        if (!form.Stamp(row.Version, DateTimeOffset.FromUnixTimeMilliseconds(row.Updated)).AsSpan().SequenceEqual(row.Body)) return "Id, version or time in the content are not those of the row.";
        if (row.Checksum is { } sum && sum != BodyChecksum.Of(row.Body, row.Rid, row.Version)) return "The content's checksum is damaged, so that it cannot be read.";
        document = read;
        return null;
    }
}

/// <summary>One version as its row has it.</summary>
internal sealed record VersionRow(long Rid, long Type, string Id, long Version, long Updated, bool Deleted, long? Patient, IndexTables Indexes, byte[]? Hash, byte[] Body, long? Checksum)
{
    /// <summary>Reads a row with these columns in this order.</summary>
    public static VersionRow Read(Statement row) => new(
        row.Long(0), row.Long(1), row.Text(2), row.Long(3), row.Long(4), row.Long(5) != 0, row.LongOrNull(6), (IndexTables)row.Long(7), row.IsNull(8) ? null : row.Bytes(8), row.Bytes(9), row.LongOrNull(10));
}
