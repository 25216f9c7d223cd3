using Tessera.Centre.Checks;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Checks;

/// <summary>What is asked of which server, and the report when there is one.</summary>
public sealed record CheckModel
{
    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The servers that this page may ask, this node first.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>The address in the form.</summary>
    public required string Server { get; init; }

    /// <summary>The suite in the form.</summary>
    public required string Suite { get; init; }

    /// <summary>Whether test records may be written.</summary>
    public bool Write { get; init; }

    /// <summary>Key of a text that says why nothing was checked, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The report, or null.</summary>
    public CheckReport? Report { get; init; }

    /// <summary>Address of the report as JSON.</summary>
    public string? Download { get; init; }
}
