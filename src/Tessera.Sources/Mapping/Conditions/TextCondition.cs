using System.Text.RegularExpressions;

namespace Tessera.Sources.Mapping;

/// <summary>A condition on one text: that it is there, is one of some, begins with one of some, is in a list, or has a form.</summary>
internal sealed class TextCondition(TextValue text, bool isNegated) : Condition
{
    public override int Column => text.Column;

    /// <summary>The texts that are meant, without regard to case; null for any.</summary>
    public IReadOnlySet<string>? Values { get; init; }

    /// <summary>The beginnings that are meant, without regard to case; null for any.</summary>
    public IReadOnlyList<string>? Beginnings { get; init; }

    /// <summary>The list that is meant, or null.</summary>
    public CodeList? List { get; init; }

    /// <summary>The form that is meant, or null.</summary>
    public Regex? Form { get; init; }

    public override void Bind(Layout layout) => text.Bind(layout, null);

    public override bool Holds(Row row)
    {
        if (Values is not null && text is SettingText setting) return setting.HasOneOf(row, Values) != isNegated;
        if (List is not null && text is TokenText token) return InList(row, token) != isNegated;
        return (text.Peek(row) is { } value && Fits(value)) != isNegated;
    }

    public override void Use(Row row) => _ = text.Use(row);

    public override void UseAgainst(Row row)
    {
        if ((Values is not null || Beginnings is not null) && text is Cell) _ = text.Use(row);
    }

    private bool Fits(string value) => Values is not null ? Values.Contains(value)
        : List is not null ? List.Match(value) is not null
        : Beginnings is not null ? Begins(value, Beginnings)
        : Form is null || Form.IsMatch(value);

    private static bool Begins(string value, IReadOnlyList<string> beginnings)
    {
        foreach (var beginning in beginnings)
            if (value.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // Of several codes between bars one is enough.
    private bool InList(Row row, TokenText token)
    {
        if (token.Code.Peek(row) is not { } code) return false;
        var system = token.System.Peek(row) is { } named ? row.Context.CodeSystem(named) : "";
        if (!token.IsSeveral || !code.Contains('|', StringComparison.Ordinal)) return List!.Has(system, code);
        foreach (var one in code.Split('|', StringSplitOptions.TrimEntries))
            if (List!.Has(system, one)) return true;
        return false;
    }
}
