using Tessera.Centre.Running;
using Tessera.Centre.Runs;

namespace Tessera.Web.Pages.Imports;

/// <summary>A source of the configuration and how it stands.</summary>
/// <param name="Number">Its place in the configuration, from 0.</param>
/// <param name="Name">Its id, or its path while it could not be opened.</param>
/// <param name="Schedule">When it runs by itself.</param>
/// <param name="Live">The import that is under way, or null.</param>
/// <param name="Next">When it is due next by the clock, or null.</param>
/// <param name="Watermark">How far it has been read, or null.</param>
public sealed record SourceLine(int Number, string Name, SourceSchedule Schedule, LiveImport? Live, DateTimeOffset? Next, string? Watermark)
{
    /// <summary>The account of the import that is under way.</summary>
    public ImportAccount? Account => Live?.Account;
}
