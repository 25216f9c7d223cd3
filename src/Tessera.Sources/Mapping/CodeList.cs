using System.Collections.Frozen;

namespace Tessera.Sources.Mapping;

/// <summary>A list of codes that a mapping names: its own, a value set of the definitions, the words of a map, or one that the house knows by
/// rules. It tells what a code may be, and which way a row goes.</summary>
internal sealed class CodeList
{
    private readonly FrozenSet<string> exact;
    private readonly FrozenDictionary<string, string> anyCase;
    private readonly (string? System, string Prefix)[] prefixes;
    private readonly FrozenSet<(string System, string Code)> withSystem;
    private readonly bool hasSystems;

    /// <summary>A list of codes, each <c>code</c> or <c>system|code</c>; one that ends with a star stands for all that begin so.</summary>
    public CodeList(string name, IEnumerable<string> entries)
    {
        Name = name;
        var read = entries.Select(Entry).Distinct().ToArray();
        prefixes = [.. read.Where(entry => entry.Code.EndsWith('*')).Select(entry => (entry.System, entry.Code[..^1]))];
        var whole = read.Where(entry => !entry.Code.EndsWith('*')).ToArray();
        Codes = [.. whole.Select(entry => entry.Code).Distinct()];
        exact = Codes.ToFrozenSet(StringComparer.Ordinal);
        anyCase = Codes.GroupBy(code => code, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() == 1)
            .ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
        withSystem = whole.Where(entry => entry.System is not null).Select(entry => (entry.System!, entry.Code)).ToFrozenSet();
        hasSystems = withSystem.Count > 0;
    }

    public string Name { get; }

    public IReadOnlyList<string> Codes { get; }

    /// <summary>What rules say of a code and its system, beside the codes that are listed.</summary>
    public Func<string, string, bool>? Rule { get; init; }

    /// <summary>The code that a text means: itself, or the only one that differs in case; else null.</summary>
    public string? Match(string text)
    {
        if (exact.Contains(text)) return text;
        if (anyCase.TryGetValue(text, out var one)) return one;
        foreach (var (_, prefix) in prefixes)
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return text;
        return null;
    }

    /// <summary>Whether a code of a system is in the list.</summary>
    public bool Has(string system, string code)
    {
        if (Rule is not null) return Rule(system, code);
        if (hasSystems ? withSystem.Contains((system, code)) : exact.Contains(code)) return true;
        foreach (var (of, prefix) in prefixes)
            if ((of is null || of == system) && code.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Matches, or makes it a problem of the row.</summary>
    public string Require(Row row, int column, string text)
    {
        if (Match(text) is { } code) return code;
        row.Problem(column, $"the code is not one of {Name}", $"Use one of: {string.Join(", ", Codes.Take(40))}{(Codes.Count > 40 ? ", …" : "")}.");
        return text;
    }

    private static (string? System, string Code) Entry(string text)
    {
        var bar = text.LastIndexOf('|');
        return bar < 0 ? (null, text) : (text[..bar], text[(bar + 1)..]);
    }
}
