using Tessera.Centre;

namespace Tessera.Web.Pages;

/// <summary>What every page has around its content.</summary>
/// <param name="Title">For the window: says where one is, never who the patient is.</param>
/// <param name="Section">The entry of the menu that is current.</param>
/// <param name="Centre">Name of the centre.</param>
/// <param name="Synthetic">Whether all patients are invented.</param>
public sealed record PageShell(string Title, PageSection Section, string Centre, bool Synthetic)
{
    internal static PageShell Of(CentreNode node, string title, PageSection section) => new(title, section, node.Settings.Name, node.Settings.Synthetic);
}
