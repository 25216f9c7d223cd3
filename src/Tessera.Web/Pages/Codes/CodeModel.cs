using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Codes;

/// <summary>One code of the work list.</summary>
public sealed record CodeModel
{
    private const int MostSuggestions = 5;
    private const int MostFound = 20;
    private const int MostPatients = 10;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The code.</summary>
    public required UnmappedCode Code { get; init; }

    /// <summary>What it could mean.</summary>
    public required IReadOnlyList<CodeSuggestion> Suggestions { get; init; }

    /// <summary>What was searched for in the value set, or null.</summary>
    public string? Sought { get; init; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<CodeSuggestion> Found { get; init; } = [];

    /// <summary>Number of codes that can be suggested and found.</summary>
    public int Candidates { get; init; }

    /// <summary>Some patients whose records hold it.</summary>
    public required IReadOnlyList<CodePatient> Patients { get; init; }

    /// <summary>The decisions about it, the latest first.</summary>
    public required IReadOnlyList<CodeMapChange> History { get; init; }

    /// <summary>How many patients' records a decision has yet to reach.</summary>
    public long Waiting { get; init; }

    /// <summary>Key of what is wrong with what was sent, or null.</summary>
    public string? Problem { get; init; }

    internal static async Task<CodeModel?> Load(CentreNode node, Access access, string reference, string? sought, CancellationToken cancel) => node.Codes.Unmapped.Find(reference) is { } code
        ? new CodeModel
        {
            Shell = PageShell.Of(node, "codes.title", PageSection.Codes),
            Code = code,
            Suggestions = node.Codes.Suggestions.For(code, MostSuggestions),
            Sought = sought,
            Found = sought is null ? [] : node.Codes.Suggestions.Search(code, sought, MostFound),
            Candidates = node.Codes.Suggestions.Candidates(code),
            Patients = await CodePatient.Of(node, access, node.Codes.Unmapped.Patients(code.Key, MostPatients), cancel),
            History = node.Codes.Maps.History(code.Key),
            Waiting = node.Codes.Application.Waiting,
        }
        : null;
}
