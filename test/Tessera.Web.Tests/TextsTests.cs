using System.Text.RegularExpressions;
using Tessera.Web.Language;

namespace Tessera.Web.Tests;

public sealed partial class TextsTests
{
    private static readonly Texts English = Texts.English();

    [Fact]
    public void Every_text_that_a_page_asks_for_is_in_the_catalogue()
    {
        var lost = Asked().Where(key => key.EndsWith('.') ? !English.All.Keys.Any(known => known.StartsWith(key, StringComparison.Ordinal)) : !English.All.ContainsKey(key)).ToList();
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    [Fact]
    public void Every_text_of_the_catalogue_is_used()
    {
        var code = string.Concat(Sources());
        var families = Asked().Where(key => key.EndsWith('.')).ToList();
        var idle = English.All.Keys.Where(key => !code.Contains($"\"{Stem(key)}\"", StringComparison.Ordinal) && !families.Any(family => key.StartsWith(family, StringComparison.Ordinal))).ToList();
        Assert.True(idle.Count == 0, string.Join('\n', idle));
    }

    [Fact]
    public void A_text_with_a_number_has_a_form_for_one_and_a_form_for_others() => Assert.All(
        English.All.Keys.Where(key => key.EndsWith(".one", StringComparison.Ordinal)),
        key => Assert.Contains(key[..^4] + ".other", English.All.Keys));

    [Fact]
    public void A_number_takes_its_word()
    {
        Assert.Equal("1 record", English.Count("count.records", 1));
        Assert.Equal("1,212 records", English.Count("count.records", 1212));
        Assert.Equal("0 records", English.Count("count.records", 0));
    }

    [Fact]
    public void A_text_that_is_not_there_is_a_bug() => Assert.Throws<KeyNotFoundException>(() => English["no.such.text"]);

    // Keys stand in the code as literals: asked for with Say["…"] or Say.Count("…"), or handed on as a literal.
    // A literal that ends with a dot is completed at run time.
    private static IEnumerable<string> Asked() => Sources().SelectMany(source =>
        Plain().Matches(source).Select(match => match.Groups[1].Value + match.Groups[2].Value)
            .Concat(Counted().Matches(source).SelectMany(match => new[] { match.Groups[1].Value + ".one", match.Groups[1].Value + ".other" }))).Distinct();

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tessera.slnx"))) folder = folder.Parent!;
        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", "Tessera.Web"), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)).Select(File.ReadAllText);
    }

    private static string Stem(string key) => key.EndsWith(".one", StringComparison.Ordinal) ? key[..^4] : key.EndsWith(".other", StringComparison.Ordinal) ? key[..^6] : key;

    [GeneratedRegex("""(?:\bsay|\bSay(?:\(http\))?|\btexts)\["([a-z0-9.-]+)["]|PageShell\.Of\(node, "([a-z0-9.-]+)["]""", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex("""\bsay\.Count\("([a-z0-9.-]+)["]""", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();
}
