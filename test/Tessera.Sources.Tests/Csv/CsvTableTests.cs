using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.Csv;

namespace Tessera.Sources.Tests.Csv;

public sealed class CsvTableTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void Text_is_read_in_its_own_encoding(string encoding, bool mark)
    {
        Encoding writer = encoding switch
        {
            "utf-16" => new UnicodeEncoding(false, mark),
            "utf-16BE" => new UnicodeEncoding(true, mark),
            _ => new UTF8Encoding(mark),
        };
        var row = Assert.Single(Read("mrn,name\n1,Zoë Müller\n", writer));
        Assert.Equal(["1", "Zoë Müller"], row.Cells);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_reported_not_garbled()
    {
        var rows = Read("mrn,name\n1,Zoë\n2,Ann\n", Encoding.Latin1);
        Assert.Equal("some bytes are not text in the encoding of the file", rows[0].Problem);
        Assert.Equal(["2", "Ann"], rows[1].Cells);
    }

    [Fact]
    public void Blank_lines_and_rows_of_blanks_are_skipped_and_still_counted()
    {
        var rows = Read("mrn,name\r\n\r\n1,a\r\n , ,\t\r\n,\r\n2,b\r\n");
        Assert.Equal([(3, 3), (6, 6)], rows.Select(row => (row.Number, row.Line)));
    }

    [Fact]
    public void A_cell_over_several_lines_is_one_row()
    {
        var rows = Read("mrn,note\n1,\"first\nsecond\"\n2,b\n");
        Assert.Equal("first\nsecond", rows[0].Cells[1]);
        Assert.Equal((3, 4), (rows[1].Number, rows[1].Line));
    }

    [Fact]
    public void Doubled_quotes_and_spaces_around_quotes_are_read()
    {
        var row = Assert.Single(Read("mrn,note\n1, \"said \"\"yes\"\", twice\" \n"));
        Assert.Equal("said \"yes\", twice", row.Cells[1]);
    }

    [Theory]
    [InlineData("2,\"never closed", "a quote is opened and never closed")]
    [InlineData("2,5\" mass", "there is a quote in the middle of a cell that does not start with one")]
    [InlineData("2,\"a\"b", "there is text after a closing quote")]
    public void A_malformed_quote_costs_its_own_row_only(string bad, string problem)
    {
        var rows = Read($"mrn,note\n1,a\n{bad}\n3,c\n4,\"d\ne\"\n5,f\n");
        Assert.Equal(problem, rows[1].Problem);
        Assert.Equal((3, 3), (rows[1].Number, rows[1].Line));
        Assert.Equal(["1", "3", "4", "5"], rows.Where(row => row.Problem is null).Select(row => row.Cells[0]));
    }

    [Fact]
    public void Two_stray_quotes_do_not_swallow_the_rows_between_them()
    {
        var rows = Read("mrn,note,a,b,c\n1,\"stray,x,x,x\n2,b,x,x,x\n3,stray\",x,x,x\n4,d,x,x,x\n");
        Assert.Equal([2, 4], rows.Where(row => row.Problem is not null).Select(row => row.Line));
        Assert.Equal(["2", "4"], rows.Where(row => row.Problem is null).Select(row => row.Cells[0]));
    }

    [Theory]
    [InlineData("2,b", "the row has 2 cells and the header has 3")]
    [InlineData("2,b,c,d", "the row has 4 cells and the header has 3")]
    public void Ragged_rows_are_reported(string bad, string problem)
    {
        var rows = Read($"mrn,a,b\n1,x,y\n{bad}\n3,x,y\n");
        Assert.Equal(problem, rows[1].Problem);
        Assert.Null(rows[2].Problem);
    }

    [Fact]
    public void Empty_cells_beyond_the_header_are_tolerated() => Assert.Null(Assert.Single(Read("mrn,a\n1,x,,\n")).Problem);

    [Theory]
    [InlineData("mrn;name\n1;a,b\n")]
    [InlineData("mrn\tname\n1\ta,b\n")]
    [InlineData("mrn|name\n1|a,b\n")]
    public void The_delimiter_is_the_one_the_header_uses(string text) => Assert.Equal(["1", "a,b"], Assert.Single(Read(text)).Cells);

    [Fact]
    public void The_framework_s_own_edge_cases_are_read()
    {
        var fixtures = Path.Combine(Repository.Suite("extraction"), "mef", "test-fixtures", "modules");
        Assert.Equal(3, Count(Path.Combine(fixtures, "example-csv.csv")));
        Assert.Equal(3, Count(Path.Combine(fixtures, "example-csv-bom.csv")));
        Assert.Equal(2, Count(Path.Combine(fixtures, "example-csv-empty-line.csv")));
        Assert.Equal(2, Count(Path.Combine(fixtures, "example-csv-empty-values.csv")));
    }

    [Fact]
    public void Whatever_was_written_by_the_rules_is_read_back() => Prop.ForAll(Tables().ToArbitrary(), table =>
    {
        var text = string.Join("\n", table.Prepend(["mrn", "a", "b"]).Select(row => string.Join(",", row.Select(Quoted)))) + "\n";
        var rows = Read(text).Select(row => row.Cells.Length == 0 ? row.Problem! : string.Join("\u0001", row.Cells)).ToList();
        var expected = table.Where(row => row.Any(cell => cell.Trim().Length > 0)).Select(row => string.Join("\u0001", row.Select(cell => cell.Trim()))).ToList();
        return rows.SequenceEqual(expected);
    }).Check(Seeded.Config);

    [Fact]
    public void No_letter_of_any_text_is_lost() => Prop.ForAll(Lines().ToArbitrary(), lines =>
    {
        var rows = Read("mrn,a,b\n" + string.Join("\n", lines) + "\n");
        var found = rows.Sum(row => row.Problem is null ? row.Cells.Sum(Letters) : Letters(lines[row.Line - 2]));
        return found == lines.Sum(Letters);
    }).Check(Seeded.Config);

    private static int Letters(string text) => text.Count(char.IsAsciiLetterOrDigit);

    private static Gen<string[][]> Tables() => Gen.ArrayOf(Gen.ArrayOf(Cells(), 3));

    private static Gen<string> Cells() => Gen.ArrayOf(Gen.Elements('a', 'b', ' ', ',', '"', '\n', 'é')).Select(letters => new string(letters));

    private static Gen<string[]> Lines() => Gen.ArrayOf(Gen.ArrayOf(Gen.Elements('a', '1', ',', '"', ' ')).Select(letters => new string(letters)));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int Count(string file)
    {
        using var table = CsvTable.Open(file, new CsvFormat());
        return table.Rows().Count(row => row.Problem is null && row.Cells.Any(cell => cell.Length > 0));
    }

    private List<CsvRow> Read(string text, Encoding? encoding = null)
    {
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        using var table = CsvTable.Open(path, new CsvFormat());
        return table.Rows().Where(row => row.Problem is not null || row.Cells.Any(cell => cell.Length > 0)).ToList();
    }
}
