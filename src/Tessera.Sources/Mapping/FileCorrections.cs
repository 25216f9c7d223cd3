using Tessera.Sources.Csv;

namespace Tessera.Sources.Mapping;

/// <summary>The corrections of one file, found by what a row says.</summary>
internal sealed class FileCorrections
{
    private readonly Dictionary<ulong, RowCorrection> byContent = [];

    private readonly Action<long, int> note;

    public FileCorrections(IEnumerable<RowCorrection> corrections, Action<long, int> note)
    {
        this.note = note;
        foreach (var correction in corrections) byContent[StableHash.Of(correction.Original)] = correction;
    }

    /// <summary>The row, or what it should say.</summary>
    public CsvRow Apply(string[] header, CsvRow row)
    {
        if (row.Problem is not null) return row;
        if (Find(new RowText(header, row.Cells).Filled(), row.Number) is not { } correction) return row;
        var corrected = row.Cells.ToArray();
        foreach (var (column, value) in correction.Corrected)
            if (Array.IndexOf(header, column) is >= 0 and var place && place < corrected.Length) corrected[place] = value;
        return row with { Cells = corrected, Correction = correction.Id };
    }

    /// <summary>The correction of a record that says this, or null.</summary>
    /// <param name="cells">The cells that say something.</param>
    /// <param name="row">Where the record stands now.</param>
    public RowCorrection? Find(IReadOnlyList<SourceCell> cells, int row)
    {
        if (!byContent.TryGetValue(StableHash.Of(cells), out var correction) || !cells.SequenceEqual(correction.Original)) return null;
        note(correction.Id, row);
        return correction;
    }
}
