using Tessera.Centre;

namespace Tessera.Web.Components;

/// <summary>What every page has around its content.</summary>
/// <param name="Title">Key of the window's title in the catalogue: says where one is, never who the patient is.</param>
/// <param name="Section">The entry of the menu that is current.</param>
/// <param name="Centre">Name of the centre.</param>
/// <param name="Synthetic">Whether all patients are invented.</param>
public sealed record PageShell(string Title, PageSection Section, string Centre, bool Synthetic)
{
    /// <summary>When the page was made: what "today" means on it.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The centre's time zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    internal static PageShell Of(CentreNode node, string title, PageSection section) =>
        new(title, section, node.Settings.Name, node.Settings.Synthetic) { Now = node.Clock.GetUtcNow(), Zone = node.Settings.TimeZone };
}
