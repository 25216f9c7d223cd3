using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

using Path = System.IO.Path;

/// <summary>The validate-code cases of HL7's terminology ecosystem tests, as far as they ask nothing but whether a code belongs.</summary>
public sealed class TerminologySuiteTests(ITestOutputHelper output)
{
    // Parameters that change the shape of an expansion and not its codes.
    private static readonly string[] Shaping = ["url", "excludeNested", "includeDesignations", "displayLanguage", "includeDefinition", "property"];

    // Where Tessera answers otherwise than the suite, and why.
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["fragment/validation-fragment-"] = "a code that a fragment lacks is unknown here, accepted with a warning there",
        ["tx.fhir.org/loinc-"] = "LOINC is not loaded",
        ["snomed/"] = "SNOMED CT is not loaded",
        ["langcodes/"] = "language tags follow a rule, so they cannot be enumerated",
        ["overload/expand-enum-bad"] = "a code that a value set lists belongs to it, though the loaded version of its system lacks it",
        ["overload/expand-exclude-"] = "an exclude for one version of a system removes the code whatever the version",
        ["omop/"] = "the OMOP vocabularies are not loaded",
        ["UCUM/"] = "units follow a rule, so they cannot be enumerated; nor are there filters over their canonical form",
        ["version/*-vs1wb"] = "a version's leading parts name it (http://hl7.org/fhir/R4/references.html#canonical); later texts want a wildcard",
        ["extensions/validate-coding-bad-supplement-url"] = "a supplement that is missing takes no code away",
        ["bugs/sct-parse"] = "SNOMED CT is not loaded",
        ["version/*-v10-vsnn"] = "a coding that names a version is asked in that version when the value set names none",
        ["permutations/bad-cc2-"] = "another coding of the concept is a member; that this one is no code of its system is a finding of its own",
        ["validation/validation-complex-codeableconcept-full"] = "as for permutations",
    };

    private static readonly string[] Known = ["url", "code", "system", "systemVersion", "coding", "codeableConcept", "valueSetVersion", "display"];

    [Fact]
    public void Codes_are_members_where_the_suite_says_so()
    {
        var folder = Folder();
        var all = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "test-cases.json")))!;
        var (asked, undecided, differing) = (0, 0, new List<string>());
        foreach (var suite in all["suites"]!.AsArray())
        {
            var cases = suite!["tests"]!.AsArray().Where(test => (string?)test!["operation"] is "validate-code" or "cs-validate-code" && test["profile"] is null && test["mode"] is null).ToList();
            if (cases.Count == 0) continue;
            var definitions = TestPackage.Open(suite["setup"]!.AsArray().Select(file => Read(folder, (string)file!)).OfType<JsonObject>().ToArray());
            foreach (var test in cases)
            {
                var (request, response) = (Read(folder, (string)test!["request"]!), Read(folder, (string)test["response"]!));
                if (request is null || response?["parameter"] is null || IsAboutDisplay(response)) continue;
                if (((string?)test["operation"] == "validate-code" ? Asked(definitions, request) : AskedOfSystem(definitions, request)) is not { } actual) continue;
                asked++;
                if (actual == Membership.Unknown) undecided++;
                var expected = (bool)Parameter(response, "result")!["valueBoolean"]!;
                if (expected != (actual == Membership.Member)) differing.Add($"{suite["name"]}/{test["name"]}: expected {expected}, was {actual}");
            }
        }
        output.WriteLine($"{asked} cases: {asked - differing.Count} answered alike, {differing.Count} otherwise, each for a stated reason; {undecided} were not decided");
        Assert.True(asked > 200);
        Assert.DoesNotContain(differing, difference => !Differences.Keys.Any(key => Fits(difference, key)));
    }

    [Fact]
    public void Value_sets_hold_the_codes_that_the_suite_expands()
    {
        var folder = Folder();
        var (asked, differing) = (0, new List<string>());
        foreach (var suite in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "test-cases.json")))!["suites"]!.AsArray())
        {
            var cases = suite!["tests"]!.AsArray().Where(test => (string?)test!["operation"] == "expand" && test["profile"] is null && test["mode"] is null).ToList();
            if (cases.Count == 0) continue;
            var definitions = TestPackage.Open(suite["setup"]!.AsArray().Select(file => Read(folder, (string)file!)).OfType<JsonObject>().ToArray());
            foreach (var test in cases)
            {
                var (request, response) = (Read(folder, (string)test!["request"]!), Read(folder, (string)test["response"]!));
                if (request is null || response?["expansion"] is not JsonObject expansion || expansion["offset"] is not null) continue;
                if (request["parameter"]!.AsArray().Any(parameter => !Shaping.Contains((string)parameter!["name"]!))) continue;
                if (definitions.FindValueSet((string?)Parameter(request, "url")?["valueUri"] ?? "") is not { } set) continue;
                asked++;
                var expected = Contained(expansion).ToHashSet(StringComparer.Ordinal);
                var actual = set.Concepts.Select(concept => $"{concept.System}#{concept.Code}").ToHashSet(StringComparer.Ordinal);
                if (!expected.SetEquals(actual)) differing.Add($"{suite["name"]}/{test["name"]}: not here {string.Join(" ", expected.Except(actual).Take(5))}; not there {string.Join(" ", actual.Except(expected).Take(5))}; {string.Join(" ", set.Missing)}");
            }
        }
        output.WriteLine($"{asked} expansions, {differing.Count} otherwise, each for a stated reason");
        Assert.True(asked > 30);
        Assert.DoesNotContain(differing, difference => !Differences.Keys.Any(key => Fits(difference, key)));
    }

    private static IEnumerable<string> Contained(JsonNode parent) =>
        parent["contains"]?.AsArray().SelectMany(item => (item!["code"] is { } code ? [$"{item["system"]}#{code}"] : Array.Empty<string>()).Concat(Contained(item))) ?? [];

    private static bool Fits(string difference, string key)
    {
        var star = key.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? difference.StartsWith(key, StringComparison.Ordinal)
            : difference.StartsWith(key[..star], StringComparison.Ordinal) && difference.Contains(key[(star + 1)..], StringComparison.Ordinal);
    }

    // A display that differs is never an error here.
    private static bool IsAboutDisplay(JsonObject response) => response.ToJsonString().Contains("\"invalid-display\"", StringComparison.Ordinal);

    private static Membership? Asked(FhirDefinitions definitions, JsonObject request)
    {
        if (request["parameter"]!.AsArray().Any(parameter => !Known.Contains((string)parameter!["name"]!))) return null;
        var url = (string?)Parameter(request, "url")?["valueUri"] ?? (string?)Parameter(request, "url")?["valueCanonical"];
        var version = (string?)Parameter(request, "valueSetVersion")?["valueString"];
        if (url is null || definitions.FindValueSet(version is null ? url : $"{url}|{version}") is not { } set) return null;
        var codings = Parameter(request, "codeableConcept")?["valueCodeableConcept"]?["coding"]?.AsArray() ?? [Parameter(request, "coding")?["valueCoding"]?.DeepClone()];
        if (codings[0] is null)
            return Contains(set, (string?)Parameter(request, "system")?["valueUri"] ?? (string?)Parameter(request, "system")?["valueCanonical"], Parameter(request, "systemVersion")?.AsObject().First(pair => pair.Key != "name").Value!.ToString(), (string?)Parameter(request, "code")?["valueCode"]);
        var answers = codings.Select(coding => Contains(set, (string?)coding!["system"], (string?)coding["version"], (string?)coding["code"])).ToList();
        return answers.Contains(Membership.Member) ? Membership.Member : answers.Max();
    }

    private static Membership? AskedOfSystem(FhirDefinitions definitions, JsonObject request)
    {
        if (request["parameter"]!.AsArray().Any(parameter => (string?)parameter!["name"] is not ("url" or "code" or "coding" or "version" or "display" or "displayLanguage"))) return null;
        var coding = Parameter(request, "coding")?["valueCoding"];
        var url = (string?)Parameter(request, "url")?["valueUri"] ?? (string?)coding?["system"];
        var version = (string?)Parameter(request, "version")?["valueString"] ?? (string?)coding?["version"];
        var code = (string?)Parameter(request, "code")?["valueCode"] ?? (string?)coding?["code"];
        if (url is null || code is null || definitions.FindCodeSystem(version is null ? url : $"{url}|{version}") is not { } system) return null;
        return system.Contains(Encoding.UTF8.GetBytes(code)) ? Membership.Member : system.IsComplete ? Membership.NotMember : Membership.Unknown;
    }

    private static Membership Contains(ValueSet set, string? system, string? version, string? code) =>
        set.Contains(Encoding.UTF8.GetBytes(system ?? ""), Encoding.UTF8.GetBytes(version ?? ""), Encoding.UTF8.GetBytes(code ?? ""), out _);

    private static JsonNode? Parameter(JsonObject parameters, string name) => parameters["parameter"]!.AsArray().FirstOrDefault(parameter => (string?)parameter!["name"] == name);

    private static JsonObject? Read(string folder, string file) => File.Exists(Path.Combine(folder, file)) ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file))) as JsonObject : null;

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "global.json"))) continue;
            var suite = Path.Combine(folder.FullName, "..", "shared", "suites", "terminology");
            if (Directory.Exists(suite)) return suite;
        }
        Assert.Skip("HL7's terminology tests are not there: ../shared/suites/terminology");
        return "";
    }
}
