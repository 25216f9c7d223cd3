using Tessera.Centre.Codes.Elements;
using Tessera.Centre.Codes.Maps;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;

namespace Tessera.Centre.Codes;

/// <summary>Says of a concept, as its source gave it, whether it needs a map: codings that maps added are not looked at.</summary>
internal sealed class ConceptReading(FhirDefinitions definitions)
{
    // Where codes are published for everybody. A system elsewhere that no package defines is a centre's own.
    private static readonly string[] Public =
    [
        "http://snomed.info/", "http://loinc.org", "http://www.nlm.nih.gov/", "http://hl7.org/", "http://terminology.hl7.org/", "http://unitsofmeasure.org", "http://www.whocc.no/",
        "http://fhir.de/", "http://www.ama-assn.org/", "http://www.cms.gov/", "http://cancerstaging.org", "http://ncicb.nci.nih.gov/", "http://varnomen.hgvs.org",
        "http://www.genenames.org", "http://www.ncbi.nlm.nih.gov/", "http://www.ensembl.org", "http://cts.nlm.nih.gov/", "http://nucc.org/", "urn:oid:2.16.840.1.113883.6.", "urn:iso:", "urn:ietf:",
    ];

    /// <summary>What is unmapped about a concept, or null.</summary>
    public UnmappedConcept? Read(FoundConcept concept, CodeMapIndex maps)
    {
        FhirNode first = default;
        var isLocal = true;
        foreach (var coding in concept.Node["coding"].Items)
        {
            if (coding["code"] is not { Kind: JsonKind.String } code || maps.IsOwn(coding)) continue;
            if (!IsOutside(concept.Place, coding, code, out var isPublic)) return null;
            if (!first.Exists) first = coding;
            isLocal &= !isPublic;
        }

        if (first.Exists) return Of(concept.Place, first.Text("system") ?? "", first.Text("code")!, concept.Node.Text("text") ?? first.Text("display"), isLocal ? CodeCause.LocalCode : CodeCause.OutsideValueSet);
        return concept.Node.Text("text") is { } text && !string.IsNullOrWhiteSpace(text) ? Of(concept.Place, "", text, null, CodeCause.Text) : null;
    }

    private static UnmappedConcept Of(ElementPlace place, string system, string value, string? label, CodeCause cause) => new(place.Profile, place.Path, system, value, label, cause, place.Binding);

    // What cannot be known here, since a code system is not loaded, is not called unmapped.
    private bool IsOutside(ElementPlace place, FhirNode coding, FhirNode code, out bool isPublic)
    {
        var system = coding["system"];
        isPublic = system.Kind == JsonKind.String && IsPublic(system.ToText());
        if (isPublic && (system.TextEquals("http://terminology.hl7.org/CodeSystem/data-absent-reason"u8) || system.TextEquals("http://terminology.hl7.org/CodeSystem/v3-NullFlavor"u8))) return false;
        if (system.Kind != JsonKind.String || place.ValueSet is not { } set || place.Binding!.Strength == BindingStrength.Example) return !isPublic;
        return set.Contains(system.Utf8, code.Utf8, out _) switch
        {
            Membership.NotMember => true,
            Membership.Unknown => !isPublic,
            _ => false,
        };
    }

    private bool IsPublic(string system) =>
        Array.Exists(Public, start => system.StartsWith(start, StringComparison.Ordinal)) || definitions.FindCodeSystem(system) is not null || system == CodeSystems.RaceAndEthnicity;
}
