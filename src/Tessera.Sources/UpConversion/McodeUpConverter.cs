using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.UpConversion;

/// <summary>Lifts resources of mCODE STU1, STU2 and STU3 to STU4 (4.0.0): names by <see cref="UpRules"/>, and what was built otherwise by code.
/// What a resource says is never changed; what has no place in STU4 stays as it was and is told.</summary>
internal static class McodeUpConverter
{
    // STU4's invariants want a technique with each modality and give UNC with a text for one that is not coded; STU1 had no place for it.
    private const string UnstatedTechnique = $$"""{"coding":[{"system":"{{CodeSystems.NullFlavor}}","code":"UNC"}],"text":"The source does not state the technique."}""";

    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] OldVersions = ["|0.", "|1.", "|2.", "|3."];

    /// <summary>Lifts a resource; null when it says nothing in the words of an earlier edition.</summary>
    public static UpConverted? Convert(FhirDocument document)
    {
        var claims = Claims(document);
        if (claims.Count == 0 && !Mentions(document)) return null;
        if (Parsed(document) is not { } resource) return null;
        var issues = new List<Issue>();
        var changed = Names(resource, document.ResourceType!, issues);
        changed |= Codes(resource["code"], UpRules.Codes) | Codes(resource["method"], UpRules.Methods) | Categories(resource);
        var profiles = Profiles(claims, resource["category"] is not null, issues, out var isOld);
        if (!isOld && !changed && issues.Count == 0) return null;
        if (profiles.Contains(McodeProfiles.RadiotherapyCourseSummary)) Course(resource, issues);
        RemoveClaims(resource);
        return new UpConverted(FhirDocument.Parse(Encoding.UTF8.GetBytes(resource.ToJsonString(Writing)), document.Names), profiles, issues);
    }

    // What is nested deeper than any resource of mCODE is left as it is.
    private static JsonObject? Parsed(FhirDocument document)
    {
        try
        {
            return JsonNode.Parse(document.Bytes.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Claims(FhirDocument document)
    {
        var claims = new List<string>();
        foreach (var profile in document.Root["meta"]["profile"].Items)
            if (profile.ToText() is var url && url.StartsWith(McodeProfile.UrlStart, StringComparison.Ordinal)) claims.Add(url[McodeProfile.UrlStart.Length..]);
        return claims;
    }

    // A look at the bytes saves the reading of nearly all resources.
    private static bool Mentions(FhirDocument document) => document.Bytes.Span.IndexOf("/us/mcode/"u8) >= 0;

    private static List<string> Profiles(List<string> claims, bool hasCategory, List<Issue> issues, out bool isOld)
    {
        isOld = false;
        var profiles = new List<string>();
        foreach (var claim in claims)
        {
            var bar = claim.IndexOf('|', StringComparison.Ordinal);
            isOld |= bar >= 0 && Array.Exists(OldVersions, version => claim.AsSpan(bar).StartsWith(version));
            var name = bar < 0 ? claim : claim[..bar];
            if (!UpRules.Profiles.TryGetValue(name, out var targets))
            {
                isOld |= bar < 0 && !hasCategory && UpRules.WithoutCategory.Contains(name);
                profiles.Add(McodeProfile.UrlStart + name);
                continue;
            }

            isOld = true;
            profiles.AddRange(targets);
            if (targets.Length == 0) issues.Add(Told("meta.profile", $"STU4 has no profile in the place of {name}; the resource stays what it is"));
        }

        return profiles;
    }

    private static bool Names(JsonNode? node, string path, List<Issue> issues)
    {
        var changed = false;
        if (node is JsonArray items)
        {
            foreach (var item in items) changed |= Names(item, path, issues);
            return changed;
        }

        if (node is not JsonObject element) return false;
        if (Text(element["url"]) is { } url && UpRules.Extensions.TryGetValue(url, out var name))
        {
            if (name == McodeExtensions.LateralityQualifier && !IsLaterality(element)) issues.Add(Told(path, "the side is not one of the four codes that STU4 has; it stays under its old name"));
            else
            {
                element["url"] = name;
                changed = true;
            }
        }

        if (Text(element["system"]) is { } system && UpRules.LostSystems.Contains(system))
            issues.Add(Told(path, $"the code system {system[(system.LastIndexOf('/') + 1)..]} is gone; its code stays as it is"));
        foreach (var (key, child) in element.ToList()) changed |= Names(child, $"{path}.{key}", issues);
        return changed;
    }

    private static bool IsLaterality(JsonObject extension) =>
        (extension["valueCodeableConcept"] as JsonObject)?["coding"] is JsonArray codings && codings.Any(coding => McodeCodes.Lateralities.Contains(Key(coding).Item2));

    private static bool Codes(JsonNode? concept, FrozenDictionary<(string, string), (string System, string Code, bool Replaces)> rules)
    {
        if ((concept as JsonObject)?["coding"] is not JsonArray codings) return false;
        for (var i = 0; i < codings.Count; i++)
        {
            if (!rules.TryGetValue(Key(codings[i]), out var now)) continue;
            if (codings.Any(coding => Key(coding) == (now.System, now.Code))) return false;
            var coded = new JsonObject { ["system"] = now.System, ["code"] = now.Code };
            if (now.Replaces) codings[i] = coded;
            else codings.Insert(0, coded);
            return true;
        }

        return false;
    }

    private static bool Categories(JsonObject resource)
    {
        var changed = false;
        var categories = resource["category"] switch { JsonArray many => many.ToList(), JsonObject one => [one], _ => [] };
        var said = categories.SelectMany(Codings).Select(Key).ToHashSet();
        foreach (var category in categories)
        foreach (var coding in Codings(category).ToList())
        {
            if (!UpRules.Categories.TryGetValue(Key(coding), out var now)) continue;
            changed = true;
            if (said.Add(now)) coding!.ReplaceWith<JsonNode>(new JsonObject { ["system"] = now.System, ["code"] = now.Code });
            else Remove(coding!, category!);
        }

        return changed;
    }

    private static JsonArray Codings(JsonNode? concept) => (concept as JsonObject)?["coding"] as JsonArray ?? [];

    // What another category says already leaves no empty one behind.
    private static void Remove(JsonNode coding, JsonNode category)
    {
        var codings = (JsonArray)coding.Parent!;
        codings.Remove(coding);
        if (codings.Count > 0) return;
        if (((JsonObject)category).Count == 1 && category.Parent is JsonArray all) all.Remove(category);
        else ((JsonObject)category).Remove("coding");
    }

    // Until STU1 the code of a radiation procedure was its modality; since STU2 a course has a code of its own and says the modality in an extension.
    private static void Course(JsonObject resource, List<Issue> issues)
    {
        if ((resource["code"] as JsonObject)?["coding"] is not JsonArray codings || codings.Any(coding => Key(coding) == (CodeSystems.Snomed, McodeCodes.RadiotherapyCourse))) return;
        var modality = codings.FirstOrDefault(coding => Key(coding) is (CodeSystems.Snomed, var code) && McodeCodes.RadiotherapyModalities.Contains(code));
        if (modality is null)
        {
            issues.Add(Told("Procedure.code", "the code is no modality of radiotherapy that STU4 names, so that no course summary can be made of it"));
            return;
        }

        var extensions = resource["extension"] as JsonArray ?? [];
        if (resource["extension"] is null) resource["extension"] = extensions;
        extensions.Add(new JsonObject
        {
            ["extension"] = new JsonArray(
                new JsonObject { ["url"] = McodeExtensions.RadiotherapyModality, ["valueCodeableConcept"] = new JsonObject { ["coding"] = new JsonArray(modality.DeepClone()) } },
                new JsonObject { ["url"] = McodeExtensions.RadiotherapyTechnique, ["valueCodeableConcept"] = JsonNode.Parse(UnstatedTechnique) }),
            ["url"] = McodeExtensions.RadiotherapyModalityAndTechnique,
        });
        resource["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = CodeSystems.Snomed, ["code"] = McodeCodes.RadiotherapyCourse }) };
    }

    private static void RemoveClaims(JsonObject resource)
    {
        if (resource["meta"] is not JsonObject meta || meta["profile"] is not JsonArray profiles) return;
        foreach (var claim in profiles.Where(profile => Text(profile)?.StartsWith(McodeProfile.UrlStart, StringComparison.Ordinal) == true).ToList()) profiles.Remove(claim);
        if (profiles.Count == 0) meta.Remove("profile");
    }

    private static (string, string) Key(JsonNode? coding) => coding is JsonObject parts ? (Text(parts["system"]) ?? "", Text(parts["code"]) ?? "") : ("", "");

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static Issue Told(string path, string message) => new(IssueSeverity.Warning, IssueType.NotSupported, path, message);
}
