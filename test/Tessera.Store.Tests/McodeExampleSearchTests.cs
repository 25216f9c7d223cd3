using System.Globalization;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Store.Tests;

/// <summary>Whatever is extracted from the examples of mCODE finds the example again, as a caller would write it.</summary>
public sealed class McodeExampleSearchTests(BuiltInDefinitions builtIn, ITestOutputHelper output) : StoreTest(builtIn)
{
    [Fact]
    public async Task Every_value_of_an_example_finds_it()
    {
        var examples = Files().Select(file => FhirDocument.Parse(File.ReadAllText(file), Definitions.Names)).ToList();
        await Store.Write(Access.Everything, [.. examples.Select(document => new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document))], Tessera.Database.WritePriority.Bulk, Cancel);
        var (searches, lost) = (0, new List<string>());
        foreach (var document in examples)
        foreach (var (name, value) in Store.SearchParameters.Of(document.ResourceType!).SelectMany(parameter => Searches(parameter.Extract(document))).Distinct())
        {
            searches++;
            var rules = new SearchRules(Clock.Now);
            var search = $"{document.ResourceType}?{name}={value}";
            if (!SearchQuery.TryParse(document.ResourceType!, [new(name, value), new("_id", document.Id!)], Store.SearchParameters, rules, out var query, out var issues)) lost.Add($"{search}: {issues[0].Message}");
            else if ((await Store.Search(Access.Everything, query, Cancel)).Matches.Count != 1) lost.Add($"{search} does not find {document.Id}");
        }
        output.WriteLine($"{examples.Count} examples, {searches} searches");
        Assert.InRange(searches, 3000, 20000);
        Assert.Empty(lost);
    }

    private static IEnumerable<(string Name, string Value)> Searches(IndexEntries entries)
    {
        foreach (var token in entries.Tokens)
        {
            var bar = token.System.LastIndexOf('|');
            yield return bar < 0 || token.Parameter.Code != "identifier"
                ? (token.Parameter.Code, $"{Escape(token.System)}|{Escape(token.Code)}")
                : ($"{token.Parameter.Code}:of-type", $"{Escape(token.System[..bar])}|{Escape(token.System[(bar + 1)..])}|{Escape(token.Code)}");
            if (token.Display.Length > 0) yield return ($"{token.Parameter.Code}:text", Escape(token.Display));
        }
        foreach (var text in entries.TokenTexts) yield return ($"{text.Parameter.Code}:text", Escape(text.Text));
        foreach (var text in entries.Strings) yield return ($"{text.Parameter.Code}:exact", Escape(text.Text));
        foreach (var text in entries.Strings.Where(text => text.Text.Length > 3)) yield return ($"{text.Parameter.Code}:contains", Escape(text.Text[2..].ToUpperInvariant()));
        foreach (var date in entries.Dates.Where(date => date.Range.Low > DateTimeOffset.MinValue.ToUnixTimeMilliseconds())) yield return (date.Parameter.Code, "ge" + Instant(date.Range.Low));
        foreach (var date in entries.Dates.Where(date => date.Range.High < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())) yield return (date.Parameter.Code, "lt" + Instant(date.Range.High));
        foreach (var number in entries.Numbers) yield return (number.Parameter.Code, Number(number.Value));
        foreach (var quantity in entries.Quantities.Where(quantity => double.IsFinite(quantity.Low)))
        {
            var prefix = quantity.Low == quantity.High ? "" : "ge";
            yield return (quantity.Parameter.Code, prefix + Number(quantity.Low));
            if (quantity.Code.Length > 0) yield return (quantity.Parameter.Code, $"{prefix}{Number(quantity.Low)}|{Escape(quantity.System)}|{Escape(quantity.Code)}");
        }
        foreach (var reference in entries.References) yield return (reference.Parameter.Code, reference.Id.Length > 0 ? $"{reference.Type}/{reference.Id}" : Escape(reference.Url));
        foreach (var uri in entries.Uris) yield return (uri.Parameter.Code, Escape(uri.Uri));
    }

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal).Replace("$", @"\$", StringComparison.Ordinal);

    private static string Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string[] Files()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tessera.slnx"))) folder = folder.Parent;
        return Directory.GetFiles(Path.Combine(folder.FullName, "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json");
    }
}
