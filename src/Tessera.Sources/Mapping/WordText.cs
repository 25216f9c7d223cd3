namespace Tessera.Sources.Mapping;

/// <summary>A word of the row as one element uses it.</summary>
internal sealed class WordText(Word word) : TextValue
{
    private ElementOrigin?[] origins = [];
    private int column = -1;

    public override int Column => column;

    public Word Word => word;

    public override void Bind(Layout layout, string? path)
    {
        var columns = word.Choices.Select(choice => choice.Column).ToList();
        column = columns.FirstOrDefault(known => known >= 0, -1);
        if (path is null) return;
        origins = [.. columns.Select((known, choice) => known < 0 ? null : new ElementOrigin(layout.Columns[known].Name, path) { Rule = word.Choices[choice].Because })];
        foreach (var known in columns)
            if (known >= 0) layout.Bound(known);
    }

    public override bool Exists(Row row) => word.ChoiceOf(row) is >= 0 and var at && word.Choices[at].Is is { } text && text.Exists(row);

    public override string? Peek(Row row) => word.Of(row);

    public override string? Use(Row row)
    {
        if (word.ChoiceOf(row) is not (>= 0 and var at)) return null;
        var choice = word.Choices[at];
        choice.If?.Use(row);
        var text = choice.Is?.Use(row);
        if (text is not null && origins.Length > 0 && origins[at] is { } origin && row[choice.Column] is not null) row.Use(choice.Column, origin);
        return text;
    }
}
