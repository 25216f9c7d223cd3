namespace Tessera.Store;

/// <summary>A current resource that a source gave.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id.</param>
/// <param name="File">File or table that it came from.</param>
/// <param name="Row">Row, or null.</param>
public readonly record struct SourceResource(string Type, string Id, string File, int? Row)
{
    /// <summary>Mapping and its version that made it.</summary>
    public required string Mapping { get; init; }

    /// <summary>A hash of the record's own key and its list, whoever the patient is, or null.</summary>
    public long? RecordKey { get; init; }
}
