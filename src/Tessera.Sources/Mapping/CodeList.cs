using System.Collections.Frozen;

namespace Tessera.Sources.Mapping;

/// <summary>The codes that an element may have, where the specification's binding is required.</summary>
internal sealed class CodeList
{
    private readonly FrozenSet<string> exact;
    private readonly FrozenDictionary<string, string> anyCase;

    public CodeList(string name, string codes)
    {
        Name = name;
        Codes = codes.Split(' ');
        exact = Codes.ToFrozenSet(StringComparer.Ordinal);
        anyCase = Codes.GroupBy(code => code, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() == 1)
            .ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
    }

    public string Name { get; }

    public IReadOnlyList<string> Codes { get; }

    /// <summary>The code that a text means: itself, or the only one that differs in case; else null.</summary>
    public string? Match(string text) => exact.Contains(text) ? text : anyCase.GetValueOrDefault(text);

    /// <summary>Matches, or makes it a problem of the row.</summary>
    public string Require(Row row, int column, string text)
    {
        if (Match(text) is { } code) return code;
        row.Problem(column, $"the code is not one of {Name}", $"Use one of: {string.Join(", ", Codes)}.");
        return text;
    }
}
