using System.Diagnostics.CodeAnalysis;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What a mapping says of a cell: <c>$Column</c>, then after bars what is done with it: <c>map NAME</c>, <c>default VALUE</c>; for a
/// reference <c>$Column -> table</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Map">Name of a map, or null.</param>
/// <param name="Default">The value of an empty cell, or null.</param>
/// <param name="Table">Table whose record is referred to, or null.</param>
internal sealed record CellExpression(string Column, string? Map, string? Default, string? Table)
{
    /// <summary>Whether a text is meant as one.</summary>
    public static bool IsMeant(string text) => text.StartsWith('$');

    /// <summary>Reads an expression.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CellExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        (expression, problem) = (null, null);
        var steps = text.Split('|', StringSplitOptions.TrimEntries);
        var head = steps[0][1..].Split("->", 2, StringSplitOptions.TrimEntries);
        if (head[0].Length == 0 || head is [_, ""]) problem = "an expression is $Column, or $Column -> table";
        else expression = new CellExpression(head[0], null, null, head.Length == 2 ? head[1] : null);
        foreach (var step in steps.Skip(1))
        {
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
}
