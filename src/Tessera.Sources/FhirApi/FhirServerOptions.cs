using Tessera.Sources.FhirRecords;
using Tessera.Sources.Remote;

namespace Tessera.Sources.FhirApi;

/// <summary>A FHIR R4 server as a source.</summary>
/// <param name="Source">Id of the source: part of every id, so it must not change.</param>
/// <param name="Address">The server's base address.</param>
public sealed record FhirServerOptions(string Source, Uri Address)
{
    /// <summary>What is read, in this order: resource types, with search parameters after a question mark where only some are wanted
    /// (<c>Observation?category=laboratory</c>). Empty for the types of a cancer record that the server says it has.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Ids of patients on the server; empty for all that the server gives.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>Only what changed since then; null for everything. <see cref="SinceByType"/> says otherwise for a type.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Per type: only what changed since then, usually what <see cref="IFhirSource.HighestLastUpdated"/> said after the run before.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> SinceByType { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>How much earlier than stated an increment begins: servers give times before they commit.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Resources to read again whatever their time, such as <c>Observation/7</c>: those in quarantine.</summary>
    public IReadOnlyList<string> Again { get; init; } = [];

    /// <summary>Resources that a page is to have; the server may give fewer.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Patients that are asked for at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How resources become those of this centre.</summary>
    public LiftOptions Lift { get; init; } = new();

    /// <summary>How the server is spoken to.</summary>
    public RemoteOptions Remote { get; init; } = new();
}
