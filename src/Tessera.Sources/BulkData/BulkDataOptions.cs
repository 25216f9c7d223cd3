using Tessera.Sources.FhirRecords;
using Tessera.Sources.Remote;

namespace Tessera.Sources.BulkData;

/// <summary>A Bulk Data export of a FHIR server as a source. See https://hl7.org/fhir/uv/bulkdata/export.html</summary>
/// <param name="Source">Id of the source: part of every id, so it must not change.</param>
/// <param name="Address">The server's base address.</param>
/// <param name="Folder">Where the export's state and files are kept until it is read; a killed process goes on there. Patient data.</param>
public sealed record BulkDataOptions(string Source, Uri Address, string Folder)
{
    /// <summary>Id of the group that is exported; null for all patients.</summary>
    public string? Group { get; init; }

    /// <summary>Whether everything is exported, what belongs to no patient included; not with <see cref="Group"/>.</summary>
    public bool WholeServer { get; init; }

    /// <summary>Types that are exported; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Whether a run exports what changed since the one before (<c>_since</c>), once there was one.</summary>
    public bool Incremental { get; init; } = true;

    /// <summary>How much earlier than stated an increment begins.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the server may take to prepare the files.</summary>
    public TimeSpan LongestExport { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Files that are fetched at the same time.</summary>
    public int Concurrency { get; init; } = 3;

    /// <summary>Longest line that is read, in bytes; a longer one is quarantined.</summary>
    public int LongestLine { get; init; } = 32 * 1024 * 1024;

    /// <summary>How resources become those of this centre.</summary>
    public LiftOptions Lift { get; init; } = new();

    /// <summary>How the server is spoken to.</summary>
    public RemoteOptions Remote { get; init; } = new();
}
