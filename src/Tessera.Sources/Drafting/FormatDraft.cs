namespace Tessera.Sources.Drafting;

/// <summary>Drafts how a file is written, and says what of it cannot be told.</summary>
internal sealed class FormatDraft(SampleFile file, string language)
{
    private readonly NumberSigns signs = NumberSigns.Of(file.Columns.Select(column => column.Signs));

    private char Decimal => signs.Decimal(language);

    private bool IsMixed => Decimal == ',' ? signs.Points > 0 : signs.Commas > 0;

    private bool IsGrouped => !IsMixed && Lone(signs) > 0 && (Decimal == ',' ? signs.GroupedByPoint : signs.GroupedByComma) > 0;

    public void Write(DraftText text)
    {
        var columns = file.Columns;
        var parts = new List<string> { $"delimiter: {(file.Delimiter == '\t' ? "tab" : $"\"{file.Delimiter}\"")}" };
        if (Decimal == ',') parts.Add("decimal: \",\"");
        if (IsGrouped) parts.Add($"grouping: \"{(Decimal == ',' ? '.' : ',')}\"");
        if (file.Encoding is { } encoding) parts.Add($"encoding: {encoding}");
        var formats = columns.Where(column => column.DateFormats.Count > 0).Select(column => column.DateFormats).ToList();
        var clear = formats.Where(IsClear).Select(list => list[0]).Concat(columns.SelectMany(column => column.MonthFormats)).Distinct().ToList();
        if (clear.Count > 0) parts.Add($"dates: [{string.Join(", ", clear.Select(DraftText.Scalar))}]");
        text.Line(2, $"format: {{ {string.Join(", ", parts)} }}");
        if (formats.Exists(list => !IsClear(list)) && clear.Count == 0)
            text.Comment(2, "Day and month of the dates cannot be told apart: add dates: [dd/MM/yyyy] or dates: [MM/dd/yyyy] to the format.");
        foreach (var column in columns.Where(column => column.Nearly(column.Numbers))) WriteDoubts(text, column);
    }

    private void WriteDoubts(DraftText text, ColumnSample column)
    {
        var (kept, other, grouping) = Decimal == ',' ? ("comma", "point", '.') : ("point", "comma", ',');
        var others = Decimal == ',' ? column.Signs.Points : column.Signs.Commas;
        if (others > 0)
            text.Comment(2, $"{DraftText.Scalar(column.Header)}: {others} of {column.Filled} cells have a decimal {other}, and the format says {kept}: such rows wait in quarantine until somebody says what they mean.");
        if (Lone(column.Signs) > 0 && !IsGrouped)
            text.Comment(2, $"{DraftText.Scalar(column.Header)}: in {Lone(column.Signs)} of {column.Filled} cells the {other} may stand between thousands or before decimals: they wait in quarantine; add grouping: \"{grouping}\" to the format where it groups.");
    }

    private int Lone(NumberSigns of) => Decimal == ',' ? of.LonePoints : of.LoneCommas;

    // 03/04/2020 can be read in two ways when no day is above twelve.
    private static bool IsClear(IReadOnlyList<string> formats) => !formats.Any(format => format.StartsWith('M')) || !formats.Any(format => format.StartsWith('d'));
}
