using Tessera.Sources.Mapping;

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
        var dates = DraftedDates();
        var general = dates.Select(date => date.Format).Concat(columns.SelectMany(column => column.MonthFormats)).Distinct().ToList();
        if (general.Count > 0 && !IsSplit) parts.Add($"dates: [{string.Join(", ", general.Select(DraftText.Scalar))}]");
        text.Line(2, $"format: {{ {string.Join(", ", parts)} }}");
        if (IsSplit) text.Line(2, $"dates: {{ {string.Join(", ", dates.Select(date => $"{DraftText.Scalar(date.Column.Header)}: [{string.Join(", ", date.Column.MonthFormats.Prepend(date.Format).Select(DraftText.Scalar))}]"))} }}", "the columns of this file order day and month differently");
        foreach (var same in Unclear.Where(column => dates.TrueForAll(date => date.Column != column)).GroupBy(column => string.Join(" or ", column.DateFormats.Select(format => $"dates: [{DraftText.Scalar(format)}]"))))
            text.Comment(2, $"Day and month of {string.Join(", ", same.Select(column => DraftText.Scalar(column.Header)))} cannot be told apart: add {same.Key} to the format.");
        if (dates.Where(date => SourceDate.HasShortYear(date.Format)).Select(date => DraftText.Scalar(date.Column.Header)).ToList() is { Count: > 0 } few)
            text.Comment(2, $"{string.Join(", ", few)}: the century of years with two digits is {MappingDraft.NotDecided}, and such rows wait in quarantine. Add centuryFrom: 1930 to the format to read 30 to 99 as 1930 to 1999 and 00 to 29 as 2000 to 2029, or another year.");
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

    private IEnumerable<ColumnSample> Clear => file.Columns.Where(column => column.DateFormats.Count == 1);

    // 03/04/2020 can be read in two ways when no day is above twelve.
    private IEnumerable<ColumnSample> Unclear => file.Columns.Where(column => column.DateFormats.Count > 1);

    // One column says 25/06/2020 and another 06/25/2020: no statement about the file is true of both.
    private bool IsSplit => Clear.Where(column => DateShapes.IsOrdered(column.DateFormats[0])).GroupBy(column => DateShapes.SignOf(column.DateFormats[0])).Any(same => same.DistinctBy(column => column.DateFormats[0][0]).Count() > 1);

    // A column that could be read in two ways is read like those of the same file that cannot.
    private List<(ColumnSample Column, string Format)> DraftedDates()
    {
        var drafted = Clear.Select(column => (Column: column, Format: column.DateFormats[0])).ToList();
        if (IsSplit) return drafted;
        foreach (var column in Unclear)
            if (column.DateFormats.FirstOrDefault(format => Clear.Any(other => DateShapes.IsOrdered(other.DateFormats[0]) && DateShapes.SignOf(other.DateFormats[0]) == DateShapes.SignOf(format) && other.DateFormats[0][0] == format[0])) is { } found)
                drafted.Add((column, found));
        return drafted;
    }
}
