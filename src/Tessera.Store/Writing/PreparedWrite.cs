using Tessera.Fhir;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Store.Writing;

/// <summary>A write with everything worked out that does not need the database: done on the caller's thread, so that the one
/// writer only writes.</summary>
internal sealed record PreparedWrite(ResourceWrite Write, string Id)
{
    /// <summary>Why it cannot be written, or null.</summary>
    public Issue? Refusal { get; init; }

    /// <summary>The content; null to delete.</summary>
    public StoredForm? Form { get; init; }

    /// <summary>What it is found by.</summary>
    public IndexEntries? Entries { get; init; }

    /// <summary>Logical ids of the patients it is about.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];
}
