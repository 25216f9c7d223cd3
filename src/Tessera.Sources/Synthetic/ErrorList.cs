using Tessera.Sources.Synthetic.MefFiles;

namespace Tessera.Sources.Synthetic;

/// <summary>The key to the exercise: every error that was planted, in <c>planted-errors.csv</c>.</summary>
internal sealed class ErrorList(WholeFiles files)
{
    private readonly CsvFile file = new(files, "planted-errors.csv", "kind,record,file,row,quarantined");
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Number of errors by kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Notes an error of a story; what of it a format can show depends on the format.</summary>
    public void Add(PlantedError error) => Add(error.Kind, error.Where, null, null);

    /// <summary>Notes an error in a row of a CSV file.</summary>
    public void Add(ErrorKind kind, string record, CsvFile at) => Add(kind, record, at.Name, at.NextRow.ToString());

    public void Finish() => file.Flush();

    private void Add(ErrorKind kind, string record, string? name, string? row)
    {
        var key = kind.ToString();
        counts[key] = counts.GetValueOrDefault(key) + 1;
        file.Row(key, record, name, row, ErrorRates.Of(kind).Quarantined ? "yes" : "no");
    }
}
