using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Compiles the id of an element of a profile, such as <c>Observation.component:gene-studied.value[x]</c>.</summary>
internal sealed class ProbeCompiler(FhirDefinitions definitions)
{
    private static readonly HashSet<string> RecordedDates = new(StringComparer.Ordinal) { "recordedDate", "issued", "authoredOn", "receivedTime" };

    private static readonly HashSet<string> DateTypes = new(StringComparer.Ordinal) { "date", "dateTime", "instant", "Period" };

    private readonly QualityNames names = new(definitions.Names);

    /// <summary>Compiles an element; the parts of an extension are looked up in the extension's own definition.</summary>
    /// <exception cref="InvalidOperationException">The profile has no such element.</exception>
    public ElementProbe Compile(StructureDefinition profile, string id)
    {
        var structure = profile;
        var at = profile.Type;
        var steps = new List<ProbeStep>();
        var parts = new List<string> { profile.Type };
        ElementDefinition? element = null;
        foreach (var part in id.Split('.').Skip(1))
        {
            if (Find(structure, $"{at}.{part}") is not { } next)
            {
                if (element is null || ExtensionOf(element) is not { } extension) throw new InvalidOperationException($"{profile.Url} has no element {id}");
                structure = extension;
                at = "Extension";
                next = Find(structure, $"{at}.{part}") ?? throw new InvalidOperationException($"{profile.Url} has no element {id}");
            }

            element = next;
            at = element.Id;
            var name = part.Split(':')[0];
            steps.Add(new ProbeStep(Names(name, element), element.SliceName is null ? null : Slice(structure, element)) { IsAnyValue = name == "value[x]" && structure.IsExtension });
            parts.Add(name == "extension" && UrlOf(structure, element) is { } url ? $"extension {url}" : name);
        }

        var bound = Binding(structure, element!);
        return new ElementProbe([.. steps], [.. parts], names)
        {
            Codes = bound is null ? null : definitions.FindValueSet(bound.ValueSet),
            Strength = bound?.Strength ?? BindingStrength.Example,
            Aspect = Aspect(structure, element!),
        };
    }

    /// <summary>The definition of an element, by its id.</summary>
    public static ElementDefinition? Find(StructureDefinition structure, string id)
    {
        foreach (var element in structure.Elements)
            if (element.Id == id) return element;
        return null;
    }

    /// <summary>The definition of an extension that an element is, or null.</summary>
    public StructureDefinition? ExtensionOf(ElementDefinition element) =>
        element.Types is [{ Code: "Extension", Profiles: [var url, ..] }] ? definitions.FindStructure(url) : null;

    private ElementBinding? Binding(StructureDefinition structure, ElementDefinition element)
    {
        var value = ExtensionOf(element) is { } extension ? Find(extension, "Extension.value[x]") : element.Types is [{ Code: "Extension" }] ? Find(structure, element.Id + ".value[x]") : null;
        return (value ?? element).Binding is { Strength: not BindingStrength.Example } binding ? binding : null;
    }

    private ProbeAspect Aspect(StructureDefinition structure, ElementDefinition element)
    {
        var value = ExtensionOf(element) is { } extension ? Find(extension, "Extension.value[x]") ?? element : element;
        var name = element.Path[(element.Path.LastIndexOf('.') + 1)..];
        if (value.Types.Count > 0 && value.Types.Any(type => DateTypes.Contains(type.Code)) && name is not ("value[x]" or "period"))
            return RecordedDates.Contains(name) ? ProbeAspect.RecordedDate : ProbeAspect.ClinicalDate;
        return name switch
        {
            "code" when structure.Type == "Condition" && element.Path == "Condition.code" => ProbeAspect.Code,
            "value[x]" when element.Path == "Observation.value[x]" => ProbeAspect.Value,
            // mCODE names no dose of what was given: its doubt stands at the medicine.
            "medication[x]" when structure.Type == "MedicationAdministration" => ProbeAspect.Dose,
            "dose[x]" => ProbeAspect.Dose,
            _ => ProbeAspect.Other,
        };
    }

    private int[] Names(string name, ElementDefinition element)
    {
        if (!name.EndsWith("[x]", StringComparison.Ordinal)) return [definitions.Names.Find(name)];
        return [.. element.Types.Select(type => definitions.Names.Find($"{name[..^3]}{char.ToUpperInvariant(type.Code[0])}{type.Code[1..]}")).Where(id => id >= 0).Distinct()];
    }

    private SliceTest? Slice(StructureDefinition structure, ElementDefinition element)
    {
        if (UrlOf(structure, element) is { } url) return new SliceTest.Extension(Encoding.UTF8.GetBytes(url));
        var patterns = Patterns(structure, element);
        if (patterns.Count > 0) return new SliceTest.Pattern(patterns);
        var targets = element.Types.SelectMany(type => type.TargetProfiles).SelectMany(WithChildren).ToHashSet();
        if (targets.Count > 0) return new SliceTest.Target(targets);
        if (element.Path.EndsWith("[x]", StringComparison.Ordinal)) return null;
        return element.Binding is { Strength: BindingStrength.Required } binding && definitions.FindValueSet(binding.ValueSet) is { } set ? new SliceTest.Bound(set) : null;
    }

    // What discriminates: every fixed value or pattern of the slice and of its parts that the slicing may look at.
    private List<(int[] Path, FhirNode Value)> Patterns(StructureDefinition structure, ElementDefinition slice)
    {
        var paths = Find(structure, slice.Id[..slice.Id.LastIndexOf(':')])?.Slicing?.Discriminators.Select(one => one.Path.Replace("$this", "", StringComparison.Ordinal)).ToList() ?? [];
        var found = new List<(int[], FhirNode)>();
        foreach (var element in structure.Elements)
        {
            if (element.Id != slice.Id && !element.Id.StartsWith(slice.Id + ".", StringComparison.Ordinal)) continue;
            var bytes = element.Pattern.Length > 0 ? element.Pattern : element.Fixed;
            var relative = element.Id.Length == slice.Id.Length ? "" : element.Id[(slice.Id.Length + 1)..];
            if (bytes.Length == 0 || relative.Contains(':', StringComparison.Ordinal) || !paths.Exists(path => IsUnder(path, relative) || IsUnder(relative, path))) continue;
            found.Add((relative.Length == 0 ? [] : [.. relative.Split('.').Select(definitions.Names.Find)], Value(bytes.Span)));
        }

        return found;
    }

    private static bool IsUnder(string path, string above) => above.Length == 0 || path == above || path.StartsWith(above + ".", StringComparison.Ordinal);

    private FhirNode Value(ReadOnlySpan<byte> json) => FhirDocument.Parse($$"""{"value":{{Encoding.UTF8.GetString(json)}}}""", definitions.Names).Root["value"];

    private static string? UrlOf(StructureDefinition structure, ElementDefinition element)
    {
        if (element.Types is not [{ Code: "Extension" } type] || element.SliceName is null) return null;
        if (type.Profiles is [var url, ..]) return url;
        return Find(structure, element.Id + ".url") is { Fixed.Length: > 2 } fixedUrl ? Encoding.UTF8.GetString(fixedUrl.Fixed.Span).Trim('"') : null;
    }

    // A TNM category is one of its three children.
    private IEnumerable<McodeProfile> WithChildren(string url) =>
        !url.StartsWith(McodeProfile.UrlStart, StringComparison.Ordinal) ? [] : McodeProfileTable.All.Where(profile => profile.Url == url || definitions.FindStructure(profile.Url)?.BaseDefinition == url);
}
