namespace Tessera.Sources.Mapping;

/// <summary>A text that a rule takes from a row: a cell, a word of the row, a setting, or what is made of these.</summary>
internal abstract class TextValue
{
    /// <summary>The column that is to blame when the text cannot be used; -1 for none.</summary>
    public abstract int Column { get; }

    /// <summary>Whether it is the same for every row of a file.</summary>
    public virtual bool IsConstant => false;

    /// <summary>Resolves the columns, once per layout.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="path">FHIRPath of the element that the text feeds, or null when it only decides something.</param>
    public abstract void Bind(Layout layout, string? path);

    /// <summary>The text without using it, or null when there is none.</summary>
    public abstract string? Peek(Row row);

    /// <summary>Whether a row says something here, usable or not: what cannot be used must not pass for empty.</summary>
    public virtual bool Exists(Row row) => Peek(row) is not null;

    /// <summary>The text, whose cells now count as used, or null when there is none.</summary>
    public abstract string? Use(Row row);
}
