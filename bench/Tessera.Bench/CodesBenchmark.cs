using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tessera.Centre;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Centre.Folder;
using Tessera.Centre.Load;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Web;

namespace Tessera.Bench;

/// <summary>5,000 local codes against 10,000 targets: how long the pages of codes take, and all suggestions together. The words are invented, and as
/// many and as alike as those of a laboratory's catalogue.</summary>
public static class CodesBenchmark
{
    private const int LocalCodes = 5_000;
    private const int Targets = 10_000;
    private const int Patients = 500;
    private const int Words = 3_000;
    private const double LongestPage = 1_000;

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            await using var node = await CentreNode.Open(new StoreAddress(Path.Combine(folder, "centre.db")), FhirDefinitions.OpenBuiltIn(), new CentreSettings(), TimeProvider.System, default);
            var random = new Random(1);
            var texts = Texts(random);
            var file = Path.Combine(folder, "results.ndjson");
            await File.WriteAllLinesAsync(file, Resources(random, texts));
            await new BulkLoad(node, ValidationPolicy.Default, _ => { }).Run([file], null, default);
            var started = Stopwatch.GetTimestamp();
            await node.Projector.CatchUp(default);
            Report.Figure("the list made from the records", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms");
            // LOINC is not loaded, so that what the centre says of it stands; the codes are none of LOINC's.
            await node.Codes.Synonyms.Add([.. texts.Select((text, number) => new CodeSynonym("http://loinc.org", $"T{number}", text))], default);
            await Pages(report, node);
            Suggestions(report, node);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Pages(Report report, CentreNode node)
    {
        await using var server = TesseraServer.Build(ServerSettings.Loopback(0), node);
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = TesseraServer.Addresses(server)[0] };
        var codes = node.Codes.Unmapped.All();
        report.AtLeast("local codes in the list", codes.Count, LocalCodes, "codes");
        await Page("the list, first time, targets arranged", "/codes");
        await Page("the list again", "/codes");
        await Page("its page 50", "/codes?page=50");
        await Page("one code", "/codes/" + codes[77].Reference);
        var searched = Stopwatch.GetTimestamp();
        using var form = new FormUrlEncodedContent([new("find", "a")]);
        (await client.PostAsync($"/codes/{codes[77].Reference}/find", form)).EnsureSuccessStatusCode();
        report.AtMost("a search among the targets", Stopwatch.GetElapsedTime(searched).TotalMilliseconds, LongestPage, "ms");

        async Task Page(string name, string path)
        {
            var asked = Stopwatch.GetTimestamp();
            await client.GetStringAsync(path);
            report.AtMost(name, Stopwatch.GetElapsedTime(asked).TotalMilliseconds, LongestPage, "ms");
        }
    }

    private static void Suggestions(Report report, CentreNode node)
    {
        var codes = node.Codes.Unmapped.All();
        var started = Stopwatch.GetTimestamp();
        var slowest = 0.0;
        var found = 0;
        foreach (var code in codes)
        {
            var asked = Stopwatch.GetTimestamp();
            if (node.Codes.Suggestions.For(code, 5).Count > 0) found++;
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        Report.Figure("suggestions for all of them", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        report.AtMost("the slowest code", slowest, LongestPage, "ms");
        report.AtLeast("codes with a suggestion", found, LocalCodes / 2, "codes");
    }

    private static List<string> Texts(Random random)
    {
        string[] syllables = ["al", "be", "co", "di", "er", "fo", "ga", "hy", "in", "ka", "lo", "me", "no", "os", "pro", "ri", "sta", "te", "ul", "vi", "xa", "ze"];
        var words = Enumerable.Range(0, Words).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)]))).Distinct().ToList();
        // Few words are in many texts, as in a catalogue: "serum", "mass", "count".
        return [.. Enumerable.Range(0, Targets).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(2, 6)).Select(_ => words[(int)(words.Count * Math.Pow(random.NextDouble(), 3))])))];
    }

    private static IEnumerable<string> Resources(Random random, List<string> texts)
    {
        for (var patient = 0; patient < Patients; patient++) yield return $$"""{"resourceType":"Patient","id":"p{{patient}}"}""";
        for (var number = 0; number < LocalCodes; number++)
            yield return string.Create(CultureInfo.InvariantCulture,
                $$$"""{"resourceType":"Observation","id":"o{{{number}}}","status":"final","code":{"coding":[{"system":"http://centre.example/tests","code":"L{{{number}}}"}],"text":"{{{Slip(random, texts[random.Next(texts.Count)])}}}"},"subject":{"reference":"Patient/p{{{number % Patients}}}"}}""");
    }

    // A third is as it was, a third has a letter wrong, a third lacks its last word.
    private static string Slip(Random random, string text)
    {
        if (random.Next(3) is var kind && kind == 0) return text;
        if (kind == 1 && text.LastIndexOf(' ') is > 0 and var end) return text[..end];
        var letters = new StringBuilder(text);
        letters[random.Next(letters.Length)] = 'q';
        return letters.ToString();
    }
}
