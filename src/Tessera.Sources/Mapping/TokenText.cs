namespace Tessera.Sources.Mapping;

/// <summary>A code with its system in FHIR's notation, <c>system|code</c>, from two texts.</summary>
internal sealed class TokenText(TextValue system, TextValue code) : TextValue
{
    public override int Column => code.Column;

    public TextValue System => system;

    public TextValue Code => code;

    /// <summary>Whether the cell may hold several codes between bars.</summary>
    public bool IsSeveral { get; init; }

    public override void Bind(Layout layout, string? path)
    {
        system.Bind(layout, path);
        code.Bind(layout, path);
    }

    public override string? Peek(Row row) => code.Peek(row) is { } value ? Token(row, system.Peek(row), value) : null;

    public override string? Use(Row row) => code.Use(row) is { } value ? Token(row, system.Use(row), value) : null;

    private static string Token(Row row, string? named, string value) => $"{(named is null ? "" : row.Context.CodeSystem(named))}|{value}";
}
