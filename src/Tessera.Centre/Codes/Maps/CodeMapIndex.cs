using System.Collections.Frozen;
using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Codes.Maps;

/// <summary>All code maps at one moment, for looking up: immutable, so that a run that began with it goes on with it.</summary>
internal sealed class CodeMapIndex
{
    private const string MarkName = "map";

    private readonly FrozenDictionary<(CodeScope Scope, string ValueKey), CodeMapChange> decisions;
    private readonly FrozenDictionary<string, CodeMapChange> issued;
    private readonly FrozenDictionary<string, CodeMap> maps;

    public CodeMapIndex(IReadOnlyList<CodeMap> all, IReadOnlyList<CodeMapChange> changes)
    {
        maps = all.ToFrozenDictionary(map => map.Name, StringComparer.Ordinal);
        var latest = new Dictionary<(CodeScope, string), CodeMapChange>();
        var everIssued = new Dictionary<string, CodeMapChange>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var scope = maps[change.Map].Scope;
            latest[(scope, new CodeKey("", scope.Profile, scope.Path, scope.System, change.Value).ValueKey)] = change;
            if (change.Target is not null) everIssued[ElementId(change)] = change;
        }

        decisions = latest.Where(pair => pair.Value.Action != CodeAction.Undo).ToFrozenDictionary();
        issued = everIssued.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Before there is any map.</summary>
    public static CodeMapIndex Empty { get; } = new([], []);

    /// <summary>Whether nothing was ever mapped, so that no document can need a change.</summary>
    public bool IsEmpty => issued.Count == 0;

    /// <summary>The maps.</summary>
    public IReadOnlyCollection<CodeMap> Maps => maps.Values;

    /// <summary>A map by name, or null.</summary>
    public CodeMap? Find(string name) => maps.GetValueOrDefault(name);

    /// <summary>The map of a scope, or null.</summary>
    public CodeMap? Of(CodeScope scope) => maps.Values.FirstOrDefault(map => map.Scope == scope);

    /// <summary>The decision about a value that holds now, or null.</summary>
    public CodeMapChange? Decision(CodeKey key) => decisions.GetValueOrDefault((key.Scope, key.ValueKey));

    /// <summary>The decisions of a map that hold now.</summary>
    public IEnumerable<CodeMapChange> Decisions(string map) => decisions.Values.Where(change => change.Map == map).OrderBy(change => change.Version);

    /// <summary>The id of the coding that a decision adds. It names map and version, so that a resource says by itself which of its codings came from
    /// a map (https://hl7.org/fhir/R4/element.html#id); a second one in the same resource has a number after it.</summary>
    public static string ElementId(CodeMapChange change) => string.Create(CultureInfo.InvariantCulture, $"{MarkName}.{change.Map}.v{change.Version}");

    /// <summary>Whether a coding was added by a map of this centre: it bears the id and the code of a decision, also of one that no longer holds.
    /// A coding that only looks like it is the sender's and stays.</summary>
    public bool IsOwn(FhirNode coding) => Issued(coding) is not null;

    /// <summary>The decision that added a coding; null when no map of this centre did.</summary>
    public CodeMapChange? Issued(FhirNode coding)
    {
        if (IsEmpty || coding["id"] is not { Kind: JsonKind.String } id || !id.Utf8.StartsWith("map."u8)) return null;
        return issued.GetValueOrDefault(Stem(id.ToText())) is { Target: { } target } change && coding.Text("system") == target.System && coding.Text("code") == target.Code ? change : null;
    }

    /// <summary>The map and version that an id of a coding names, or null.</summary>
    public static (string Map, int Version)? Origin(string id) =>
        id.Split('.') is [MarkName, var map, ['v', .. var number], ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? (map, version) : null;

    // Names of maps have no dots: what follows the version is the number of the occurrence.
    private static string Stem(string id)
    {
        var dots = 0;
        for (var at = 0; at < id.Length; at++)
            if (id[at] == '.' && ++dots == 3) return id[..at];
        return id;
    }
}
