using Tessera.Centre.Codes.Maps;

namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Accepts what is exactly the same, in the maps for which the centre switched that on: nothing else is ever accepted without a person.</summary>
public sealed class ExactRule
{
    /// <summary>Who decides then.</summary>
    public const string Decider = "rule: exact";

    private readonly CodeMapRecords maps;
    private readonly UnmappedCodes unmapped;
    private readonly CodeSuggestions suggestions;

    internal ExactRule(CodeMapRecords maps, UnmappedCodes unmapped, CodeSuggestions suggestions) => (this.maps, this.unmapped, this.suggestions) = (maps, unmapped, suggestions);

    /// <summary>Looks through the list; returns how many values were accepted.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var scopes = maps.Maps.Where(map => map.AcceptsExact).Select(map => map.Scope).ToHashSet();
        if (scopes.Count == 0) return 0;
        var accepted = 0;
        foreach (var code in unmapped.List(new UnmappedFilter()))
        {
            // What a person took back is not accepted again by a rule.
            if (!scopes.Contains(code.Key.Scope) || maps.History(code.Key).Count > 0) continue;
            var exact = suggestions.For(code, 2).Where(suggestion => suggestion.Reason == SuggestionReason.Exact).ToList();
            if (exact is not [var only]) continue;
            await maps.Decide(new CodeDecision(code.Key, CodeAction.Accept, only.Target, Decider, ""), cancel).ConfigureAwait(false);
            accepted++;
        }

        return accepted;
    }
}
