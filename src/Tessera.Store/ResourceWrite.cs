using Tessera.Fhir.Json;
using Tessera.Fhir.Search;

namespace Tessera.Store;

/// <summary>One resource to write.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id; null to create under an id that the store chooses, and where <see cref="Criteria"/> decide.</param>
/// <param name="Document">The resource, or null to delete. Its <c>id</c>, <c>meta.versionId</c> and <c>meta.lastUpdated</c> are replaced by the store's.</param>
public sealed record ResourceWrite(WriteKind Kind, string Type, string? Id, FhirDocument? Document)
{
    /// <summary>What must be current for the write to go ahead, or null for whatever is.</summary>
    public VersionCondition? IfVersion { get; init; }

    /// <summary>The id to create under when there is no <see cref="Id"/>, so that others of the same transaction can refer to it; null for one that the store chooses.</summary>
    public string? IdWhenNew { get; init; }

    /// <summary>The search that decides which resource is meant (conditional create, update, delete), or null. It runs in the transaction of
    /// the write, so that of any number of equal conditional creates one comes about: without match a create or update creates, one match is what
    /// is meant, several are a conflict. See https://hl7.org/fhir/R4/http.html#cond-update.</summary>
    public SearchQuery? Criteria { get; init; }

    /// <summary>For <see cref="WriteKind.Edit"/>: makes the new content from the current one.</summary>
    public DocumentChange? Change { get; init; }

    /// <summary>References of <see cref="Document"/> that are searches (<c>Patient?identifier=…</c>), each with what it means; in a transaction the
    /// one resource that matches takes their place. See https://hl7.org/fhir/R4/http.html#trules</summary>
    public IReadOnlyDictionary<string, SearchQuery> ConditionalReferences { get; init; } = NoReferences;

    private static readonly Dictionary<string, SearchQuery> NoReferences = [];

    /// <summary>Where the content came from; replaces what was known before.</summary>
    public IReadOnlyList<Origin> Origins { get; init; } = [];
}
