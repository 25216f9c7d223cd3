using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>Finds one row of a file again.</summary>
internal static class RowLookup
{
    /// <summary>The row with a number, or null when the file has no such row, or it cannot be split into cells.</summary>
    public static FoundRow? Find(SourceFile file, SourceContext context, int number, CancellationToken cancel)
    {
        using var table = file.Open();
        foreach (var read in table.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Number < number) continue;
            if (read.Number > number || read.Problem is not null) return null;
            var row = new TableRow(file.Layout, file, context);
            row.Load(file.Corrections?.Apply(file.Header, read) ?? read);
            var text = new RowText(file.Header, read.Cells);
            return new FoundRow(text, row.IsBlank ? [] : [.. file.Layout.Resources.Select(rule => (rule.Type, rule.IdOf(row)))]);
        }

        return null;
    }
}
