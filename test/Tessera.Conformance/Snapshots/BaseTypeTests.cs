using System.Text.Json;
using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Conformance.Snapshots;

/// <summary>The types of R4, made again from their differentials: what decides about data is as published, but for what the package of the
/// base specification changed.</summary>
public sealed class BaseTypeTests(ITestOutputHelper output)
{
    private static readonly string[] Deciding = ["", "order", "min", "max", "type", "binding", "contentReference"];

    // Elements that R4 4.0.1 does not have: of R5, or of the package's publisher.
    private static readonly string[] WithOtherElements = ["Binary", "DeviceDefinition", "EvidenceVariable", "Meta", "ObservationDefinition", "ResearchStudy"];

    private static readonly string[] OtherwiseChanged =
    [
        "AuditEvent.source.observer type", "Bundle.entry.response.outcome type", "DetectedIssue.status binding", "MeasureReport.subject type",
        "SubscriptionStatus.language binding",
    ];

    [Fact]
    public void The_types_of_R4_can_be_made_from_their_differentials()
    {
        var structures = StructureDefinitions.OfNodeModules();
        var generator = new SnapshotGenerator(structures.Find);
        var comparison = new SnapshotComparison();
        foreach (var type in structures.All.Where(IsType)) comparison.Add(type, generator);
        var deciding = comparison.Differences.Where(difference => Deciding.Contains(difference.Attribute) && !IsIdOfResource(difference) && difference.Known is null).ToList();
        output.WriteLine($"{comparison.Profiles} types, {comparison.Elements} elements; {deciding.Count} differences in what decides about data");
        Assert.Empty(comparison.NotMade);
        Assert.Equal(188, comparison.Profiles);
        Assert.Equal(WithOtherElements, deciding.Where(difference => difference.Attribute.Length == 0).Select(difference => difference.Profile).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(OtherwiseChanged, deciding.Where(difference => difference.Attribute.Length > 0 && !WithOtherElements.Contains(difference.Profile)).Select(difference => $"{difference.Element} {difference.Attribute}").Order(StringComparer.Ordinal));
    }

    private static bool IsType(JsonElement structure) =>
        structure.TryGetProperty("derivation", out var derivation) && derivation.GetString() == "specialization" && structure.GetProperty("kind").GetString() is "resource" or "complex-type";

    // R4's definitions call the ids of resources "string" though their page says "id" (https://hl7.org/fhir/R4/resource.html#id).
    private static bool IsIdOfResource(SnapshotDifference difference) => difference.Attribute == "type" && difference.Element == difference.Profile + ".id";
}
