using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What a mapping says of a cell: <c>$Column</c>, or <c>$System|$Code</c> for a code with its system, then after bars what is done with
/// it; for a reference <c>$Column -> table</c>, and for all rows of a table that say the same <c>$Column &lt;- table.Column</c>. See docs/mapping.md</summary>
/// <param name="Column">The column, word or setting.</param>
internal sealed record CellExpression(string Column)
{
    /// <summary>What the mapping may do with a cell.</summary>
    public const string Steps = "map NAME, map NAME or itself, one of NAME, one of NAME or text, default VALUE, several, number, unit, system, from A to B, must exist";

    /// <summary>The column with the code, where <see cref="Column"/> is its system.</summary>
    public string? Code { get; init; }

    /// <summary>Name of a map, or null.</summary>
    public string? Map { get; init; }

    /// <summary>What the map does not have stays as it is.</summary>
    public bool OrItself { get; init; }

    /// <summary>Name of a list, or null.</summary>
    public string? OneOf { get; init; }

    /// <summary>What the list does not have becomes text.</summary>
    public bool OrText { get; init; }

    /// <summary>The value of an empty cell, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Several codes between bars.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>How the text is read.</summary>
    public TextForm Form { get; init; }

    /// <summary>The least and the greatest number, or null.</summary>
    public (decimal Least, decimal Greatest)? Range { get; init; }

    /// <summary>Tables whose record is referred to, such as <c>diagnoses</c> or <c>trials/Study</c>; empty for no reference.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Type of a reference to what no table has.</summary>
    public string? OtherType { get; init; }

    /// <summary>A row whose record is not there is refused.</summary>
    public bool MustExist { get; init; }

    /// <summary>The column of the table that says the same, or null for its key.</summary>
    public string? RelatedColumn { get; init; }

    /// <summary>Whether <see cref="Column"/> is not a column but the code system itself.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether nothing is said but the column.</summary>
    public bool IsColumnAlone => this == new CellExpression(Column) with { Tables = Tables } && Tables.Count == 0;

    /// <summary>Whether a text is meant as one.</summary>
    public static bool IsMeant(string text) => text.StartsWith('$') || IsToken(text);

    /// <summary>Reads an expression.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CellExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        var paths = new PathText(text);
        if (!TryParsePlain(paths.Text, out expression, out problem)) return false;
        expression = expression with { Column = paths.Column(expression.Column), Code = expression.Code is { } code ? paths.Column(code) : null };
        return true;
    }

    private static bool TryParsePlain(string text, [NotNullWhen(true)] out CellExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        expression = null;
        if (IsToken(text))
        {
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            if (!TryParsePlain(text[(bar + 1)..], out var code, out problem)) return false;
            expression = code with { Column = text[..bar], Code = code.Column, IsSystem = true };
            return true;
        }

        var steps = text.Split('|', StringSplitOptions.TrimEntries);
        if (Head(steps[0][1..], out var mistake) is not { } read)
        {
            problem = mistake ?? "an expression is $Column";
            return false;
        }

        problem = null;
        var at = 1;
        if (steps.Length > 1 && IsMeant(steps[1])) read = read with { Code = steps[at++][1..] };
        foreach (var step in steps.Skip(at))
        {
            if (read.With(step) is not { } next)
            {
                problem = $"'{step}' is none of: {Steps}";
                return false;
            }
            read = next;
        }

        expression = read;
        return true;
    }

    // http://loinc.org|$Code
    private static bool IsToken(string text) => text.IndexOf("|$", StringComparison.Ordinal) is > 0 and var bar && !text.AsSpan(0, bar).ContainsAny(' ', '$', '{');

    private static CellExpression? Head(string text, out string? problem)
    {
        if (text.Contains("<-", StringComparison.Ordinal)) return Related(text, out problem);
        var head = text.Split("->", 2, StringSplitOptions.TrimEntries);
        problem = head[0].Length == 0 || head is [_, ""] ? "an expression is $Column, or $Column -> table" : null;
        return problem is not null ? null : head.Length == 1 ? new CellExpression(head[0]) : Reference(head[0], head[1]);
    }

    private static CellExpression Reference(string column, string target)
    {
        var parts = target.Split(" else ", 2, StringSplitOptions.TrimEntries);
        return new CellExpression(column)
        {
            Tables = parts[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            OtherType = parts.Length == 2 ? parts[1] : null,
        };
    }

    private static CellExpression? Related(string text, out string? problem)
    {
        var sides = text.Split("<-", 2, StringSplitOptions.TrimEntries);
        var dot = sides[1].IndexOf('.', StringComparison.Ordinal);
        problem = sides[0].Length > 0 && dot > 0 && dot < sides[1].Length - 1 ? null : "all rows that say the same are written $Column <- table.Column";
        return problem is null ? new CellExpression(sides[0]) { Tables = [sides[1][..dot]], RelatedColumn = sides[1][(dot + 1)..] } : null;
    }

    private CellExpression? With(string step)
    {
        var words = step.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["map", var name] => this with { Map = name },
            ["map", var name, "or", "itself"] => this with { Map = name, OrItself = true },
            ["one", "of", var name] => this with { OneOf = name },
            ["one", "of", var name, "or", "text"] => this with { OneOf = name, OrText = true },
            ["default", _, ..] => this with { Default = step["default ".Length..].Trim() },
            ["several"] => this with { IsSeveral = true },
            ["number"] => this with { Form = TextForm.Number },
            ["unit"] => this with { Form = TextForm.Unit },
            ["system"] => this with { Form = TextForm.System },
            ["must", "exist"] when Tables.Count > 0 => this with { MustExist = true },
            ["from", var least, "to", var greatest] when Number(least) is { } low && Number(greatest) is { } high && low <= high => this with { Range = (low, high) },
            _ => null,
        };
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
