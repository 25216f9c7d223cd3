namespace Tessera.Store;

/// <summary>Where a resource, or a part of it, came from.</summary>
/// <param name="Source">Name of the source in the centre's configuration.</param>
/// <param name="File">File or table.</param>
/// <param name="Row">Row, from 1, or null.</param>
/// <param name="Path">Column or path within the record, optionally with the element it became, or null for the whole record.</param>
/// <param name="Mapping">Mapping and its version that made the resource.</param>
/// <param name="ImportedAt">When.</param>
public sealed record Origin(string Source, string File, int? Row, string? Path, string Mapping, DateTimeOffset ImportedAt)
{
    /// <summary>Number of the correction by which the record was read, or null: then it was read as the source says.</summary>
    public long? Correction { get; init; }

    /// <summary>A hash of the record's own key and its list, whoever the patient is; null where the source states no key.</summary>
    public long? RecordKey { get; init; }
}
