using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>What an element takes over from the root of the profile that its type has to follow: the words, which fit better than those
/// about any value of the type, and the rules. An extension also brings how often it may stand in one place
/// (http://hl7.org/fhir/R4/defining-extensions.html#cardinality).</summary>
internal static class TypeProfileRoot
{
    private static readonly string[] Words = ["short", "definition", "comment", "requirements", "alias", "mapping"];
    private static readonly JsonElement Short = JsonWriting.Text("Extension");
    private static readonly JsonElement Definition = JsonWriting.Text("An Extension");

    /// <summary>Changes an element that a differential is about to constrain.</summary>
    public static void Apply(SnapshotElement element, JsonElement differential, SnapshotGenerator generator)
    {
        var profile = differential.Items("type").ToList() is [var type] ? Of(type) : null;
        if (profile is not null && generator.RootOf(profile) is { } root) Take(element, root);
        else if (IsExtension(element) && (profile is not null || !element.Types.Any(known => known.Texts("profile").Length > 0))) SetGeneralWords(element);
    }

    /// <summary>The one profile of a type, or null. That of a part without a type of its own describes the part's resource
    /// (http://hl7.org/fhir/StructureDefinition/elementdefinition-profile-element).</summary>
    public static string? Of(JsonElement type) => type.Text("code") is not ("BackboneElement" or "Element") && type.Texts("profile") is [var profile] ? profile : null;

    /// <summary>The base specification describes extensions at length; where some are named, that no longer fits.</summary>
    public static void SetGeneralWords(SnapshotElement element)
    {
        if (!IsExtension(element)) return;
        element.BeginChange();
        foreach (var word in Words) element[word] = null;
        (element["short"], element["definition"]) = (Short, Definition);
    }

    private static bool IsExtension(SnapshotElement element) => element.Name is "extension" or "modifierExtension" or "Extension";

    private static void Take(SnapshotElement element, IReadOnlyDictionary<string, JsonElement> root)
    {
        element.BeginChange();
        foreach (var word in Words) element[word] = root.TryGetValue(word, out var own) ? own : null;
        foreach (var rules in new[] { "constraint", "condition" })
            if (root.TryGetValue(rules, out var own)) element[rules] = element[rules] is { } known ? ElementMerge.Combine(rules, own, known) : own;
        if (!IsExtension(element)) return;
        element["isSummary"] = null;
        if (root.TryGetValue("max", out var max) && max.AsText() is { } most && most != "*") element["max"] = max;
    }
}
