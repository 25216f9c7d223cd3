using System.Buffers;
using Tessera.Sources.Csv;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>A row of a file or of the answer to a query.</summary>
internal sealed class TableRow(Layout layout, SourceFile file, SourceContext context) : Row(layout, file, context)
{
    private readonly int patientColumn = layout.PatientColumn is { } number ? layout.IndexOf(number) : -1;
    private readonly int keyColumn = layout.KeyColumn is { } column ? layout.IndexOf(column) : -1;
    private readonly int[] identifying = layout.IdentifyingColumns.Select(layout.IndexOf).ToArray();
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r'])]);

    // A database says by itself what is missing; a text of a file can only be meant so.
    private readonly bool saysNull = file.Settings.Query is null;
    private string? key;

    public CsvRow Place { get; private set; }

    public override int Number => Place.Number;

    public override string Key => key ??= (keyColumn >= 0 ? Whole(keyColumn) : null) ?? "content:" + string.Join('\u001F', identifying.Select(column => Whole(column) ?? ""));

    /// <summary>Whether the row has a key of its own.</summary>
    public bool HasKey => keyColumn >= 0 && Whole(keyColumn) is not null;

    /// <summary>Whether all cells are empty.</summary>
    public bool IsBlank => Filled == 0;

    /// <summary>Number of non-empty cells, those of unknown columns included.</summary>
    public int Filled { get; private set; }

    public void Load(CsvRow row)
    {
        Clear();
        Place = row;
        key = null;
        Filled = 0;
        for (var cell = 0; cell < File.ColumnOf.Length; cell++)
        {
            var column = File.ColumnOf[cell];
            var value = Value(row.Cells[cell], column >= 0 && Layout.Columns[column].KeepsNull);
            if (value is not null) Filled++;
            if (column >= 0) Set(column, value);
        }
        Patient = patientColumn < 0 ? "" : Whole(patientColumn) ?? "";
    }

    public override CellAccount Account()
    {
        var (usedCells, left) = (0, (List<IgnoredCell>?)null);
        for (var cell = 0; cell < File.ColumnOf.Length; cell++)
        {
            var column = File.ColumnOf[cell];
            var text = Place.Cells[cell];
            if (Value(text, column >= 0 && Layout.Columns[column].KeepsNull) is null) continue;
            if (column >= 0 && (IsUsed(column) || (Layout.Columns[column].IsIdentity && !IsLeftOut(column)))) usedCells++;
            else (left ??= []).Add(new IgnoredCell(File.Header[cell], column == SourceFile.Foreign ? File.WhyForeign(cell) : Rule(column), text));
        }
        return new CellAccount(usedCells, left?.Count ?? 0, 0) { IgnoredCells = left ?? [] };
    }

    /// <summary>What the row says, as read: its cells that are not empty.</summary>
    public List<SourceCell> Cells()
    {
        var cells = new List<SourceCell>();
        for (var cell = 0; cell < File.ColumnOf.Length; cell++)
        {
            var keepsNull = File.ColumnOf[cell] is >= 0 and var column && Layout.Columns[column].KeepsNull;
            if (Value(Place.Cells[cell], keepsNull) is { } value) cells.Add(new SourceCell(File.Header[cell], value));
        }
        return cells;
    }

    /// <summary>Notes every required cell that is empty, and every column that the mapping reads and the file lacks or has twice: a row without it
    /// would lose what it said before.</summary>
    public override void CheckRequired()
    {
        base.CheckRequired();
        foreach (var column in File.Lacking)
            if (!Layout.Columns[column].Required) Problem(column, "the file has no such column, and the mapping reads it", $"{File.ColumnFix(column)} If files may lack it, name it below 'optional' in the mapping.");
        for (var cell = 0; cell < File.ColumnOf.Length; cell++)
            if (File.ColumnOf[cell] is >= 0 and var of && Layout.Columns[of].IsRead && Place.Cells[cell].AsSpan().ContainsAny(Controls)) Problem(of, "the cell has a control character, which is no text", "Remove it from the cell.");
        foreach (var (cell, column) in File.Again)
            if (Value(Place.Cells[cell], Layout.Columns[column].KeepsNull) != Whole(column)) Problem(column, "the file has this column twice, and the two say different things", "Name the two columns apart, or leave one of them out of the file.");
    }

    protected override void Missing(int column)
    {
        if (File.HasColumn(column)) Problem(column, "the cell is empty, and the layout requires it", "Fill in the cell.");
        else Problem(column, "the file has no such column, and the layout requires it", File.ColumnFix(column));
    }

    protected override string? Value(string text) => Value(text, false);

    private string Rule(int column) => column switch
    {
        SourceFile.Repeated => "the column is there twice, and both say the same",
        _ => WhyIgnored(column) ?? "the cells it belongs to are empty",
    };

    // Databases export missing values as NULL or nil.
    private string? Value(string text, bool keepsNull) =>
        text.Length == 0 || (saysNull && !keepsNull && text.Length <= 4 && (text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("nil", StringComparison.OrdinalIgnoreCase)))
            ? null : text;
}
