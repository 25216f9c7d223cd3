using System.Diagnostics.CodeAnalysis;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What a mapping says of a cell: <c>$Column</c>, then after bars what is done with it: <c>map NAME</c>, <c>default VALUE</c>; for a
/// reference <c>$Column -> table</c>, and for all rows of a table that say the same <c>$Column &lt;- table.Column</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Map">Name of a map, or null.</param>
/// <param name="Default">The value of an empty cell, or null.</param>
/// <param name="Table">Table whose record is referred to, or null.</param>
internal sealed record CellExpression(string Column, string? Map, string? Default, string? Table)
{
    /// <summary>The column of <see cref="Table"/> that says the same, or null for its key.</summary>
    public string? RelatedColumn { get; init; }

    /// <summary>Whether a text is meant as one.</summary>
    public static bool IsMeant(string text) => text.StartsWith('$');

    /// <summary>Reads an expression.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CellExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        (expression, problem) = (null, null);
        var steps = text.Split('|', StringSplitOptions.TrimEntries);
        var head = steps[0][1..].Split("->", 2, StringSplitOptions.TrimEntries);
        if (steps[0].Contains("<-", StringComparison.Ordinal)) expression = Related(steps[0], out problem);
        else if (head[0].Length == 0 || head is [_, ""]) problem = "an expression is $Column, or $Column -> table";
        else expression = new CellExpression(head[0], null, null, head.Length == 2 ? head[1] : null);
        foreach (var step in steps.Skip(1))
        {
            if (problem is not null) break;
            var word = step.Split(' ', 2, StringSplitOptions.TrimEntries);
            expression = word switch
            {
                ["map", { Length: > 0 } name] => expression! with { Map = name },
                ["default", { Length: > 0 } value] => expression! with { Default = value },
                _ => null,
            };
            if (expression is null) problem ??= $"'{step}' is neither \"map NAME\" nor \"default VALUE\"";
            if (problem is not null) break;
        }

        if (problem is not null) expression = null;
        return expression is not null;
    }

    private static CellExpression? Related(string text, out string? problem)
    {
        var sides = text[1..].Split("<-", 2, StringSplitOptions.TrimEntries);
        var dot = sides[1].IndexOf('.', StringComparison.Ordinal);
        problem = sides[0].Length > 0 && dot > 0 && dot < sides[1].Length - 1 ? null : "all rows that say the same are written $Column <- table.Column";
        return problem is null ? new CellExpression(sides[0], null, null, sides[1][..dot]) { RelatedColumn = sides[1][(dot + 1)..] } : null;
    }
}
