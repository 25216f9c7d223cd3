using Tessera.Fhir.Json;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.FhirRecords;

/// <summary>What a mapping made of a record: resources, or problems, or a reason to leave it out. The references in its resources are still those
/// of the source.</summary>
/// <param name="Resources">The resources; empty for none.</param>
/// <param name="Problems">What is wrong; empty for nothing.</param>
/// <param name="Cells">What became of the record's values.</param>
internal sealed record MappedRecord(IReadOnlyList<MappedResource> Resources, IReadOnlyList<CellProblem> Problems, CellAccount Cells)
{
    /// <summary>Why the record is left out, or null.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The resources that the record gives when it is good.</summary>
    public IReadOnlyList<(string Type, string Id)> Stands { get; init; } = [];
}

/// <summary>One resource that a mapping made of a record.</summary>
/// <param name="Rule">The rule that wrote it.</param>
/// <param name="Id">Its id at this centre.</param>
/// <param name="Document">The resource.</param>
/// <param name="Mapping">The table as origins name it.</param>
/// <param name="Origins">Which path fed which element.</param>
internal sealed record MappedResource(ResourceRule Rule, string Id, FhirDocument Document, string Mapping, IReadOnlyList<ElementOrigin> Origins);
