using System.Text;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.FhirRecords;

/// <summary>What the definitions of mCODE say of codes: which code, or which member of which value set, belongs to which profile, and which
/// categories a profile demands. Made once from the loaded definitions.</summary>
internal sealed class McodeRules
{
    private const string Guide = "http://hl7.org/fhir/us/mcode/ValueSet/";

    // LOINC's own codes of TNM statements, which editions before STU4 used; STU4 prefers others and allows them.
    private static readonly Dictionary<string, string> LoincStages = new(StringComparer.Ordinal)
    {
        ["21905-5"] = McodeProfiles.TnmPrimaryTumorCategory, ["21899-0"] = McodeProfiles.TnmPrimaryTumorCategory,
        ["21906-3"] = McodeProfiles.TnmRegionalNodesCategory, ["21900-6"] = McodeProfiles.TnmRegionalNodesCategory,
        ["21907-1"] = McodeProfiles.TnmDistantMetastasesCategory, ["21901-4"] = McodeProfiles.TnmDistantMetastasesCategory,
        ["21908-9"] = McodeProfiles.TnmStageGroup, ["21902-2"] = McodeProfiles.TnmStageGroup, ["21914-7"] = McodeProfiles.TnmStageGroup,
    };

    private const int MostCodes = 20_000;

    private readonly Dictionary<(string Type, string System, string Code), string[]> found = [];
    private readonly Dictionary<(string Type, string System, string Code), List<string>> fixedCodes = [];
    private readonly List<(string Type, string Profile, ValueSet Codes)> valueSets = [];
    private readonly Dictionary<string, List<(string System, string Code)>> categories = new(StringComparer.Ordinal);
    private readonly ValueSet? primary;
    private readonly ValueSet? secondary;
    private readonly ValueSet? surgery;

    /// <summary>Reads the rules.</summary>
    public McodeRules(FhirDefinitions definitions)
    {
        (primary, secondary) = (definitions.FindValueSet(Guide + "mcode-primary-cancer-disorder-vs"), definitions.FindValueSet(Guide + "mcode-secondary-cancer-disorder-vs"));
        surgery = definitions.FindValueSet(Guide + "mcode-cancer-related-surgical-procedure-vs");
        foreach (var profile in McodeProfileTable.All)
            if (definitions.FindStructure(profile.Url) is { IsAbstract: false } structure) Add(structure, profile, definitions);
        // Any stage may be a cancer stage; a TNM statement is first of all that.
        valueSets.Sort((left, right) => (left.Profile == McodeProfiles.CancerStage).CompareTo(right.Profile == McodeProfiles.CancerStage));
    }

    /// <summary>Profiles of a type that this code belongs to.</summary>
    public IReadOnlyList<string> Profiles(string type, string system, string code)
    {
        // The same codes come again and again, and a value set is large.
        if (found.TryGetValue((type, system, code), out var before)) return before;
        var profiles = Find(type, system, code).ToArray();
        if (found.Count < MostCodes) found[(type, system, code)] = profiles;
        return profiles;
    }

    private IEnumerable<string> Find(string type, string system, string code)
    {
        if (fixedCodes.TryGetValue((type, system, code), out var known))
            foreach (var profile in known) yield return profile;
        var (systemBytes, codeBytes) = (Encoding.UTF8.GetBytes(system), Encoding.UTF8.GetBytes(code));
        if (type == "Observation" && system == CodeSystems.Loinc && LoincStages.TryGetValue(code, out var stage))
        {
            yield return stage;
            yield return McodeProfiles.CancerStage;
        }

        foreach (var (of, profile, codes) in valueSets)
            if (of == type && codes.Contains(systemBytes, codeBytes, out _) == Membership.Member) yield return profile;
    }

    /// <summary>Categories that a profile demands, and those that the guide's searches ask for.</summary>
    public IReadOnlyList<(string System, string Code)> Categories(string profile) => categories.GetValueOrDefault(profile) ?? [];

    /// <summary>The category of the guide's own examples, where a profile demands one and leaves open which; null elsewhere.</summary>
    public static string? UsualCategory(string profile) => profile switch
    {
        McodeProfiles.EcogPerformanceStatus or McodeProfiles.KarnofskyPerformanceStatus or McodeProfiles.LanskyPlayPerformanceStatus => "survey",
        McodeProfile.UrlStart + "mcode-comorbidities" or McodeProfile.UrlStart + "mcode-history-of-metastatic-cancer" => "social-history",
        _ => null,
    };

    /// <summary>What the codes of a concept say of a condition; null when they say nothing.</summary>
    public CancerConditionKind? Kind(FhirNode concept, out string? code)
    {
        code = null;
        CancerConditionKind? kind = null;
        foreach (var coding in concept["coding"].Items)
        {
            if (coding.Text("code") is not { } text) continue;
            var (system, found) = (coding["system"], coding["code"]);
            var one = CancerConditions.OfCode(coding.Text("system"), text)
                ?? (system.Exists && IsMember(secondary, system, found) ? CancerConditionKind.Secondary
                : system.Exists && IsMember(primary, system, found) ? CancerConditionKind.Primary : null);
            if (one is null || (kind is not null && one == CancerConditionKind.Other)) continue;
            (kind, code) = (one, text);
            if (one == CancerConditionKind.Secondary) break;
        }

        return kind;
    }

    /// <summary>Whether the codes of a concept are those of an operation.</summary>
    public bool IsSurgery(FhirNode concept)
    {
        foreach (var coding in concept["coding"].Items)
            if (coding.Text("code") is { } code && (CancerTreatments.OfCode(coding.Text("system"), code) == TreatmentKind.Surgery || IsMember(surgery, coding["system"], coding["code"]))) return true;
        return false;
    }

    private static bool IsMember(ValueSet? codes, FhirNode system, FhirNode code) =>
        codes is not null && system.Exists && codes.Contains(system.Utf8, code.Utf8, out _) == Membership.Member;

    private void Add(StructureDefinition structure, McodeProfile profile, FhirDefinitions definitions)
    {
        var type = profile.ResourceType;
        foreach (var element in structure.Elements)
        {
            if (element.Path == $"{type}.code" && element.SliceName is null) AddCodes(element, profile, definitions);
        }

        var demanded = new List<(string, string)>();
        foreach (var slice in structure.Elements.Where(element => element.Path == $"{type}.category" && element.SliceName is not null && element.Min > 0))
            demanded.AddRange(SliceCodes(structure, slice));
        if (Searched(profile) is { } searched) demanded.Add((CodeSystems.Snomed, searched));
        if (demanded.Count > 0) categories[profile.Url] = [.. demanded.Distinct()];
    }

    private void AddCodes(ElementDefinition element, McodeProfile profile, FhirDefinitions definitions)
    {
        var value = element.Fixed.IsEmpty ? element.Pattern : element.Fixed;
        foreach (var (system, code) in Codings(value))
        {
            var key = (profile.ResourceType, system, code);
            if (!fixedCodes.TryGetValue(key, out var list)) fixedCodes[key] = list = [];
            list.Add(profile.Url);
        }

        if (!value.IsEmpty || profile.ResourceType != "Observation" || element.Binding is not { } binding || !binding.ValueSet.StartsWith(Guide, StringComparison.Ordinal)) return;
        if (definitions.FindValueSet(binding.ValueSet) is { } codes) valueSets.Add((profile.ResourceType, profile.Url, codes));
    }

    // A slice says its code as a pattern of its own, of its coding, or of the coding's two parts.
    private static (string System, string Code)[] SliceCodes(StructureDefinition structure, ElementDefinition slice)
    {
        if (!slice.Pattern.IsEmpty) return Codings(slice.Pattern);
        var coding = structure.Elements.FirstOrDefault(element => element.Id == $"{slice.Id}.coding");
        if (coding is { Pattern.IsEmpty: false }) return Codings(coding.Pattern);
        var (system, code) = (Fixed("system"), Fixed("code"));
        return system is not null && code is not null ? [(system, code)] : [];

        string? Fixed(string name) => structure.Elements.FirstOrDefault(element => element.Id == $"{slice.Id}.coding.{name}") is { Fixed.IsEmpty: false } part
            ? JsonSerializer.Deserialize<string>(part.Fixed.Span) : null;
    }

    private static (string System, string Code)[] Codings(ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty) return [];
        using var json = JsonDocument.Parse(value);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return [];
        var codings = root.TryGetProperty("coding", out var list) ? list.EnumerateArray().ToArray() : [root];
        return codings.Where(coding => coding.TryGetProperty("system", out _) && coding.TryGetProperty("code", out _))
            .Select(coding => (coding.GetProperty("system").GetString()!, coding.GetProperty("code").GetString()!)).ToArray();
    }

    // Categories that the searches of the guide's CapabilityStatements name.
    private static string? Searched(McodeProfile profile) => profile.Url switch
    {
        McodeProfiles.PrimaryCancerCondition => McodeCodes.PrimaryCancer,
        McodeProfiles.SecondaryCancerCondition => McodeCodes.SecondaryCancer,
        McodeProfiles.TumorMarkerTest => McodeCodes.TumorMarker,
        McodeProfiles.CancerStage or McodeProfiles.TnmStageGroup or McodeProfiles.TnmPrimaryTumorCategory
            or McodeProfiles.TnmRegionalNodesCategory or McodeProfiles.TnmDistantMetastasesCategory => McodeCodes.Staging,
        _ when profile.Name == "mcode-lymphoma-stage" => McodeCodes.Staging,
        _ => null,
    };
}
