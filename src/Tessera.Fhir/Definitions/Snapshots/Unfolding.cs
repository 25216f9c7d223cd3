using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Gives an element the parts that a differential is about to constrain: those of its type, of the profile of its type, or of
/// the element that it refers to.</summary>
internal sealed class Unfolding(SnapshotGenerator generator, SnapshotElement root, SnapshotBudget budget)
{
    private const string BaseUrl = "http://hl7.org/fhir/StructureDefinition/";
    private const string FhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    /// <summary>Whether the parts of an element are said by its own structure, not by its type.</summary>
    public static bool HasOwnParts(SnapshotElement element) =>
        element.Types.Select(type => type.Text("code")).FirstOrDefault() is null or "BackboneElement" or "Element";

    /// <summary>Makes sure that the element has its parts, or says why not.</summary>
    public Issue? Unfold(SnapshotElement element)
    {
        if (element.Children.Count > 0) return null;
        if (element["contentReference"]?.AsText() is { } reference) return Refer(element, reference);
        // What holds for all holds for a slice.
        if (Whole(element) is { } whole && SameTypes(whole, element)) return Copy(whole, element);
        if (!generator.TryGetSource(Url(element), out var source, out var issue)) return issue;
        return Copy(source.Root, element);
    }

    private static SnapshotElement? Whole(SnapshotElement element)
    {
        for (var outer = element.Sliced; outer is not null; outer = outer.Sliced)
            if (outer.Children.Count > 0) return outer;
        return null;
    }

    private static bool SameTypes(SnapshotElement one, SnapshotElement other) =>
        one.Types.Select(type => type.GetRawText()).SequenceEqual(other.Types.Select(type => type.GetRawText()));

    private Issue? Copy(SnapshotElement from, SnapshotElement to) =>
        from.CopyChildren(to, budget) ? null : Fault($"The snapshot needs more than {SnapshotGenerator.MostElements} elements.");

    // http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.contentReference: what is referred to is the element of the
    // base; what a profile says of it there does not hold for the part that has the same content.
    private Issue? Refer(SnapshotElement element, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var owner = root;
        if (hash > 0)
        {
            if (!generator.TryGetSource(reference[..hash], out var source, out var issue)) return issue;
            owner = source.Root;
        }
        var target = owner;
        foreach (var name in reference[(hash + 1)..].Split('.').Skip(1)) target = target?.Children.Find(child => child.Name == name);
        if (target is null || target == owner) return Fault($"There is no element {reference}, to which another one refers.");
        element["contentReference"] = null;
        element["type"] = target["type"];
        return Copy(target, element);
    }

    private static string Url(SnapshotElement element)
    {
        var types = element.Types.ToList();
        if (types is [var only] && TypeProfileRoot.Of(only) is { } profile) return profile;
        var codes = types.Select(type => type.Extension(FhirType) ?? Code(type)).Distinct().ToList();
        var code = codes is [var same] ? same : "Element";
        return code.Contains("://", StringComparison.Ordinal) ? code : BaseUrl + code;
    }

    private static string Code(JsonElement type) => type.Text("code").Replace("http://hl7.org/fhirpath/System.String", "string", StringComparison.Ordinal);

    private static Issue Fault(string message) => new(IssueSeverity.Warning, IssueType.NotSupported, "", message);
}
