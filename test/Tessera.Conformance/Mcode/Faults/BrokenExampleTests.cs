using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Conformance.Mcode.Faults;

/// <summary>The mCODE examples, broken on purpose: each kind of fault at spots all over the examples must be found where it is.</summary>
public sealed class BrokenExampleTests(BuiltInDefinitions fixture)
{
    // Spots of one example that get the same kind of fault; more only repeat the same rules.
    private const int SpotsPerExample = 4;

    private List<(string File, string Text, List<Spot> Spots)> Examples => examples ??= McodeExamples.Files().Select(file => (Path.GetFileName(file), File.ReadAllText(file)))
        .Select(pair => (pair.Item1, pair.Item2, Spot.Of(Read(pair.Item2), fixture.Definitions).ToList())).ToList();

    private static List<(string, string, List<Spot>)>? examples;

    private static readonly ConcurrentDictionary<string, (int Found, int Broken)> Found = new(StringComparer.Ordinal);

    public static TheoryData<string> Kinds => [.. FaultKinds.All.Select(kind => kind.Name)];

    [Fact]
    public void There_are_many_kinds_of_fault() => Assert.InRange(FaultKinds.All.Select(kind => kind.Name).Distinct().Count(), 25, 100);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_broken_example_is_found(string name)
    {
        var fault = FaultKinds.All.Single(kind => kind.Name == name);
        var missed = new List<string>();
        var broken = 0;
        foreach (var (file, text, spots) in Examples)
        {
            var applied = 0;
            var copy = Read(text);
            // From several parts of the resource, always the same ones.
            for (var i = 0; i < spots.Count && applied < SpotsPerExample; i++)
            {
                var spot = spots[i * 7919 % spots.Count];
                if (!fault.Break(spot.In(copy), spot, fixture.Definitions)) continue;
                applied++;
                if (!IsFound(copy, spot)) missed.Add($"{file} {spot.Place}.{spot.Name}");
                copy = Read(text);
            }
            broken += applied;
        }
        Found.AddOrUpdate(name, (broken - missed.Count, broken), (_, _) => (broken - missed.Count, broken));
        Scoreboard.Add("broken mCODE examples", "≥ 25 kinds, all found", $"{Found.Values.Sum(pair => pair.Found):N0} of {Found.Values.Sum(pair => pair.Broken):N0} in {Found.Count} kinds");
        Assert.True(broken > 0, "no example was broken");
        Assert.True(missed.Count == 0, $"{missed.Count} of {broken} not found:\n{string.Join('\n', missed.Take(12))}");
    }

    // An error at or below the object that was broken, or at the one that holds it, where a profile counts its slices; one elsewhere would be luck.
    private bool IsFound(JsonObject broken, Spot spot)
    {
        if (!FhirDocument.TryParse(Encoding.UTF8.GetBytes(broken.ToJsonString()), fixture.Definitions.Names, out var document, out _)) return true;
        var type = (string)broken["resourceType"]!;
        var holder = type + spot.Place[spot.Place.IndexOfAny(['.', '\0']) is > 0 and var dot ? dot.. : spot.Place.Length..];
        return fixture.Validator.Validate(document).Issues.Any(issue => issue.Severity >= IssueSeverity.Error && (issue.Expression.StartsWith(holder, StringComparison.Ordinal) || issue.Expression == Above(holder)));
    }

    private static string Above(string place) => place.LastIndexOf('.') is > 0 and var dot ? place[..dot] : place;

    private static JsonObject Read(string text) => (JsonObject)JsonNode.Parse(text)!;
}
