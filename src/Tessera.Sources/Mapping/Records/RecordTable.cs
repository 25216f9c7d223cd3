using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Mapping.Records;

/// <summary>Which FHIR records a table takes, and how its columns are read from them.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Where">What holds for them; null for all of the type.</param>
/// <param name="Paths">The path of each column, in the order of the layout's columns.</param>
internal sealed record RecordTable(FhirType Type, RecordPath? Where, IReadOnlyList<RecordPath> Paths)
{
    /// <summary>Why its records are left out; null when they become resources.</summary>
    public string? LeftOut { get; init; }
}
