using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Database.AppendLogs;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Pages.Patients;

namespace Tessera.Web.Pages.Seen;

/// <summary>Who saw and changed one patient's records, newest first.</summary>
public sealed record SeenModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Technical id of the patient.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the patient, or empty.</summary>
    public required string Who { get; init; }

    /// <summary>The entries of the audit about the patient.</summary>
    public required IReadOnlyList<AuditRecord> Records { get; init; }

    /// <summary>Where the page begins, or null for the newest.</summary>
    public LogPlace? Before { get; init; }

    /// <summary>Whether there are older ones.</summary>
    public bool HasOlder { get; init; }

    /// <summary>Address of the page.</summary>
    public string Address => $"/patients/{Id}/seen";

    /// <summary>Loads a page; null when there is no such patient.</summary>
    internal static async Task<SeenModel?> Load(CentreNode node, Access access, string id, LogPlace? before, CancellationToken cancel)
    {
        if (await node.Store.Find(access, "Patient", id, cancel) is not { Deleted: false } stored) return null;
        var found = node.Audit.Subject(id) is { } subject ? node.Audit.Search(new AuditQuery { Subject = subject, Before = before ?? LogPlace.End, Count = PageSize + 1 }, cancel) : [];
        return new SeenModel
        {
            Shell = PageShell.Of(node, "seen.title", PageSection.Patients),
            Id = id,
            Who = PatientName.Of(FhirDocument.Parse(stored.Body, node.Definitions.Names)),
            Records = [.. found.Take(PageSize)],
            Before = before,
            HasOlder = found.Count > PageSize,
        };
    }
}
