namespace Tessera.Sources.Mapping;

/// <summary>What a mapping does with a text before an element has it: it must be one of a list, is looked up in a map, read as a number or a
/// system, and an empty one may have a default. In this order.</summary>
internal sealed class Steps(TextValue inner) : TextValue
{
    public override int Column => inner.Column;

    /// <summary>The codes that are allowed; null for any.</summary>
    public CodeList? OneOf { get; init; }

    /// <summary>What local words mean; null for as they are.</summary>
    public CodeMap? Map { get; init; }

    /// <summary>What the map does not have stays as it is.</summary>
    public bool OrItself { get; init; }

    /// <summary>The map gives the words for people, not the codes.</summary>
    public bool ForPeople { get; init; }

    /// <summary>How the text is read.</summary>
    public TextForm Form { get; init; }

    /// <summary>The text of an empty cell, or null for none.</summary>
    public string? Default { get; init; }

    public override bool IsConstant => inner.IsConstant;

    public override void Bind(Layout layout, string? path) => inner.Bind(layout, path);

    public override bool Exists(Row row) => Form is TextForm.Number or TextForm.Unit ? Peek(row) is not null : Default is not null || inner.Exists(row);

    public override string? Peek(Row row) => Made(row, inner.Peek(row), asks: false);

    public override string? Use(Row row) => Made(row, inner.Use(row), asks: true);

    private string? Made(Row row, string? text, bool asks)
    {
        if (text is null) return Default;
        if (OneOf is not null)
        {
            if (OneOf.Match(text) is not { } known) return asks ? OneOf.Require(row, Column, text) : null;
            text = known;
        }
        if (Map is not null) text = Mapped(row, text, asks);
        return text is null ? null : Form switch
        {
            TextForm.Number => row.Measured(text)?.Number,
            TextForm.Unit => row.Measured(text)?.UnitCode,
            TextForm.System => row.Context.NamedIdentifierSystem(text),
            _ => text,
        };
    }

    private string? Mapped(Row row, string given, bool asks)
    {
        if (Map!.Find(given) is { } target) return ForPeople ? target.Display ?? target.Code : target.Code;
        if (OrItself) return given;
        if (!asks) return null;
        row.Problem(Column, $"the map '{Map.Name}' does not have this value", Map.Keys.Count == 0 ? "Add it to the map." : $"Add it to the map, or use one of: {string.Join(", ", Map.Keys.Take(12))}.");
        return given;
    }
}

/// <summary>How a text is read.</summary>
internal enum TextForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>The number of a measured value; none where it is not one.</summary>
    Number,

    /// <summary>The UCUM code of its unit; none where it has none or it is not known.</summary>
    Unit,

    /// <summary>The URI of a system of identifiers; a local name becomes one of the source.</summary>
    System,
}
