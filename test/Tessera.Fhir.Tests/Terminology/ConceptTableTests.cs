using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

public sealed class ConceptTableTests
{
    private static ConceptTable Table(IEnumerable<string> codes)
    {
        var writer = new LayerWriter();
        var table = new ConceptTableWriter(writer);
        foreach (var code in codes) table.Add(code, "display of " + code);
        var start = table.Finish();
        return new ConceptTable(writer.Finish(new PackageIdentity("test", "1", ""), []), start);
    }

    [Fact]
    public void Everything_put_in_is_found_with_its_text_and_nothing_else() =>
        Prop.ForAll<NonNull<string>[], NonNull<string>[]>((inside, outside) =>
        {
            var codes = inside.Select(code => Whole(code.Get)).ToHashSet(StringComparer.Ordinal);
            var table = Table(codes);
            var found = codes.All(code => table.Find(Encoding.UTF8.GetBytes(code), false) is >= 0 and var index
                && Encoding.UTF8.GetString(table.Code(index)) == code
                && Encoding.UTF8.GetString(table.Display(index)) == "display of " + code);
            var others = outside.Select(code => Whole(code.Get)).Where(code => !codes.Contains(code));
            return table.Count == codes.Count && found && others.All(code => table.Find(Encoding.UTF8.GetBytes(code), false) < 0);
        }).Check(Seeded.Config);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1000)]
    [InlineData(50_000)]
    public void Tables_of_all_sizes_hold_their_codes(int count)
    {
        var codes = Enumerable.Range(0, count).Select(number => $"C{number}.{number % 10}").ToArray();
        var table = Table(codes);
        for (var i = 0; i < count; i++) Assert.Equal(i, table.Find(Encoding.UTF8.GetBytes(codes[i]), false));
        Assert.Equal(-1, table.Find("C0"u8, false));
        Assert.Equal(-1, table.Find(""u8, false));
    }

    [Fact]
    public void Letters_are_found_in_either_case_when_asked() =>
        Prop.ForAll<NonEmptyString>(text =>
        {
            var code = Whole(text.Get);
            var table = Table([code]);
            return table.Find(Encoding.UTF8.GetBytes(Upper(code)), true) == 0 && (Upper(code) == code || table.Find(Encoding.UTF8.GetBytes(Upper(code)), false) < 0);
        }).Check(Seeded.Config);

    [Fact]
    public void A_code_longer_than_127_bytes_is_kept_whole()
    {
        var code = new string('x', 20_000);
        Assert.Equal(0, Table([code]).Find(Encoding.UTF8.GetBytes(code), false));
    }

    // Half a surrogate pair is not text that UTF-8 can hold.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Upper(string text) => string.Concat(text.Select(letter => char.IsAscii(letter) ? char.ToUpperInvariant(letter) : letter));
}
