using Tessera.Fhir;
using Tessera.Sources.Mapping;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Tables;

/// <summary>Compares the header of a file with the columns that its mapping reads, before the first row is read: a column that is not there, or
/// there twice, would cost its data without a word.</summary>
/// <param name="mapping">The mapping's file.</param>
/// <param name="issues">Where mistakes go.</param>
internal sealed class HeaderCheck(string mapping, List<Issue> issues)
{
    private const int MostHeaders = 40;

    /// <summary>Notes what the header of a file lacks or has twice.</summary>
    public void Run(TableMapping table, string path)
    {
        var file = new SourceFile(table.Layout, path, 0, table.Settings);
        try
        {
            using var rows = file.Open();
            // A header that cannot be read is told with the rows.
            if (rows.HeaderPlace.Problem is not null) return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Reading says so again, with what a person can do about it.
            return;
        }

        var has = $"{file.Name} has: {string.Join(", ", file.Header.Take(MostHeaders).Select(header => header.Length == 0 ? "(no name)" : header))}{(file.Header.Length > MostHeaders ? ", …" : "")}.";
        if (file.Lacking.Count > 1 && file.Lacking.Count == table.Layout.Columns.Count(column => column.MustBeThere))
        {
            Add(table.Layout.Columns[file.Lacking[0]], $"{file.Name} has none of the columns that the table '{table.Name}' reads", $"Check the file, and delimiter and encoding in the mapping's format. {has}");
            return;
        }

        foreach (var column in file.Lacking)
            Add(table.Layout.Columns[column], $"{file.Name} has no column '{table.Layout.Columns[column].Name}', and the table '{table.Name}' reads it", $"{file.ColumnFix(column, inMapping: true)} {has} If files may lack it, name it below 'optional'.");
        foreach (var (cell, column) in file.Again)
            Add(table.Layout.Columns[column], $"{file.Name} has the column '{file.Header[cell]}' twice, the second time in place {cell + 1}", "Name the two columns apart, or leave one of them out of the file: nobody can say which of them the mapping means.");
    }

    private void Add(Column column, string message, string fix) =>
        issues.Add(new Issue(IssueSeverity.Error, IssueType.Structure, mapping, message) { Line = column.Place?.Line ?? 0, Column = column.Place?.Column ?? 0, Fix = fix });
}
