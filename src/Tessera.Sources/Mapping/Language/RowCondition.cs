using System.Diagnostics.CodeAnalysis;

namespace Tessera.Sources.Mapping.Language;

/// <summary>When a part of a mapping holds: <c>$Column</c> (filled), <c>no $Column</c> (empty), <c>$Column is a, b</c>, <c>$Column is not a, b</c>,
/// <c>$Column starts with a, b</c>, <c>$Column does not start with a, b</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The values, or null for any.</param>
/// <param name="Negated">Whether the opposite is meant.</param>
internal sealed record RowCondition(string Column, IReadOnlySet<string>? Values, bool Negated)
{
    /// <summary>Whether the values are beginnings.</summary>
    public bool IsBeginning { get; init; }

    /// <summary>Reads a condition.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RowCondition? condition)
    {
        condition = null;
        var negated = text.StartsWith("no $", StringComparison.Ordinal);
        if (negated) text = text[3..];
        if (!text.StartsWith('$')) return false;
        foreach (var (words, isNot) in ((string, bool)[])[(" starts with ", false), (" does not start with ", true)])
            if (!negated && text.Split(words, 2, StringSplitOptions.TrimEntries) is [var column, { Length: > 0 } list])
            {
                condition = new RowCondition(column[1..], Split(list), isNot) { IsBeginning = true };
                return condition is { Column.Length: > 0, Values.Count: > 0 };
            }

        var parts = text[1..].Split(" is ", 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 1) condition = new RowCondition(parts[0], null, negated);
        else if (!negated)
        {
            var isNot = parts[1].StartsWith("not ", StringComparison.Ordinal);
            var values = Split(isNot ? parts[1][4..] : parts[1]);
            if (values.Count > 0) condition = new RowCondition(parts[0], values, isNot);
        }

        return condition is { Column.Length: > 0 };
    }

    /// <summary>Whether it holds of a row. The cell that decides is used, whatever it decides.</summary>
    public bool Holds(Row row)
    {
        var value = row[Column];
        row.MarkUsed(Column);
        if (IsBeginning) return value is not null && Begins(value) != Negated;
        return (Values is null ? value is not null : value is not null && Values.Contains(value)) != Negated;
    }

    private bool Begins(string value)
    {
        foreach (var beginning in Values!)
            if (value.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static HashSet<string> Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
