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

    /// <summary>Ids of patients on the server; null for all that the server gives.</summary>
    public IReadOnlyList<string>? Patients { get; init; }

    /// <summary>Leaves out what did not change since then; null for everything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a run reads what changed since the one before (<c>_lastUpdated</c>), once there was one.</summary>
    public bool Incremental { get; init; } = true;

    /// <summary>How much earlier than stated an increment begins: servers give times before they commit.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Resources that a page is to have; the server may give fewer.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Patients that are asked for at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How resources become those of this centre.</summary>
    public LiftOptions Lift { get; init; } = new();

    /// <summary>How the server is spoken to.</summary>
    public RemoteOptions Remote { get; init; } = new();
}
