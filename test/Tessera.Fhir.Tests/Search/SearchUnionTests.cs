using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Tests.Search;

/// <summary>Which parameters need no index of their own, because others say the same.</summary>
public sealed class SearchUnionTests(BuiltInDefinitions builtIn)
{
    private readonly SearchParameters parameters = new(builtIn.Definitions);

    [Theory]
    [InlineData("Observation", "combo-code", "code + component-code")]
    [InlineData("Observation", "combo-value-concept", "component-value-concept + value-concept")]
    [InlineData("Observation", "combo-value-quantity", "component-value-quantity + value-quantity")]
    [InlineData("Observation", "combo-data-absent-reason", "component-data-absent-reason + data-absent-reason")]
    [InlineData("Patient", "phonetic", "name")]
    [InlineData("Coverage", "patient", "beneficiary")]
    [InlineData("AuditEvent", "patient", "agent + entity of Patient")]
    [InlineData("Appointment", "location", "actor of Location")]
    public void A_parameter_that_reads_what_others_read_is_their_union(string type, string code, string expected) => Assert.Equal(expected, parameters.Find(type, code)!.Union!.ToString());

    [Theory]
    [InlineData("Observation", "code")]
    [InlineData("Patient", "name")]
    [InlineData("AllergyIntolerance", "patient")]
    [InlineData("Condition", "onset-date")]
    [InlineData("Patient", "family")]
    [InlineData("Observation", "_profile")]
    public void Another_has_an_index_of_its_own(string type, string code) => Assert.Null(parameters.Find(type, code)!.Union);

    [Fact]
    public void The_whole_table_is_that_of_the_built_in_definitions()
    {
        var unions = parameters.ResourceTypes.SelectMany(parameters.Of).Where(parameter => parameter.Union is not null).ToList();
        Assert.Equal(36, unions.Count(parameter => parameter.Union!.ToString() == "subject of Patient"));
        Assert.Equal(
            [
                "Appointment.location = actor of Location", "Appointment.patient = actor of Patient", "Appointment.practitioner = actor of Practitioner",
                "AppointmentResponse.location = actor of Location", "AppointmentResponse.patient = actor of Patient", "AppointmentResponse.practitioner = actor of Practitioner",
                "AuditEvent.patient = agent + entity of Patient", "Bundle.message = composition", "CapabilityStatement.version = fhirversion", "CodeSystem.system = url",
                "Coverage.patient = beneficiary", "DeviceUseStatement.subject = patient", "Encounter.practitioner = participant of Practitioner",
                "EnrollmentRequest.subject = patient", "Linkage.source = item", "Observation.combo-code = code + component-code",
                "Observation.combo-data-absent-reason = component-data-absent-reason + data-absent-reason", "Observation.combo-value-concept = component-value-concept + value-concept",
                "Observation.combo-value-quantity = component-value-quantity + value-quantity", "Patient.phonetic = name", "Person.name = phonetic",
                "Person.patient = link of Patient", "Person.practitioner = link of Practitioner", "Person.relatedperson = link of RelatedPerson", "Practitioner.name = phonetic",
                "Provenance.patient = target of Patient", "RelatedPerson.name = phonetic", "ResearchSubject.patient = individual",
            ],
            unions.Where(parameter => parameter.Union!.ToString() != "subject of Patient").Select(parameter => $"{parameter} = {parameter.Union}"));
    }

    [Fact]
    public void A_part_has_an_index_of_its_own_and_knows_its_wholes()
    {
        foreach (var parameter in parameters.ResourceTypes.SelectMany(parameters.Of))
        {
            foreach (var part in parameter.Union?.Parts ?? [])
            {
                Assert.Null(part.Union);
                Assert.Equal(parameter.Type, part.Type);
                Assert.Contains(parameter, part.PartOf);
            }
        }
    }

    /// <summary>The rule is about expressions; here it is held against values: all examples of mCODE, and references of every kind.</summary>
    [Fact]
    public void The_values_of_a_union_are_those_of_its_parts()
    {
        var indexer = new SearchIndexer(parameters);
        var (unions, values) = (0, 0);
        foreach (var document in Examples().Concat(References()))
        {
            var kept = indexer.Extract(document);
            foreach (var parameter in parameters.Of(document.ResourceType!).Where(parameter => parameter.Union is not null))
            {
                var expected = Said(parameter.Extract(document), parameter, parameter.Union!.TargetType);
                var held = Said(kept, parameter, parameter.Union.TargetType);
                Assert.Equal(expected, held);
                if (expected.Count > 0) unions++;
                values += expected.Count;
            }
        }
        Assert.InRange(unions, 300, 10_000);
        Assert.InRange(values, unions, 100_000);
    }

    // What is said of a parameter by rows of its own or, where it has none, of its parts.
    private static SortedSet<string> Said(IndexEntries entries, SearchParameter parameter, string? type)
    {
        var parts = parameter.Union!.Parts;
        bool IsOwn(SearchParameter of) => of == parameter || (type is null && parts.Contains(of));
        return new(
            [
                .. entries.Tokens.Where(token => IsOwn(token.Parameter)).Select(token => $"T {token.System}|{token.Code} {token.Display}"),
                .. entries.TokenTexts.Where(text => IsOwn(text.Parameter)).Select(text => $"X {text.System}|{text.Code} {text.Text}"),
                .. entries.Strings.Where(text => IsOwn(text.Parameter)).Select(text => $"S {text.Text}"),
                .. entries.Quantities.Where(quantity => IsOwn(quantity.Parameter)).Select(quantity => $"Q {quantity.Low} {quantity.High} {quantity.System} {quantity.Code} {quantity.Unit}"),
                .. entries.Uris.Where(uri => IsOwn(uri.Parameter)).Select(uri => $"U {uri.Uri}"),
                .. entries.References.Where(reference => reference.Id.Length == 0 && IsOwn(reference.Parameter)).Select(reference => $"R {reference.Url}"),
                .. entries.References.Where(reference => reference.Id.Length > 0 && (reference.Parameter == parameter || (parts.Contains(reference.Parameter) && (type is null || reference.Type == type))))
                    .Select(reference => $"R {reference.Type}/{reference.Id}"),
            ],
            StringComparer.Ordinal);
    }

    private IEnumerable<FhirDocument> Examples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Tessera.slnx"))) folder = folder.Parent;
        return Directory.GetFiles(System.IO.Path.Combine(folder.FullName, "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json")
            .Select(file => FhirDocument.Parse(File.ReadAllText(file), builtIn.Definitions.Names));
    }

    private IEnumerable<FhirDocument> References()
    {
        string[] references =
        [
            """{"reference":"Patient/p"}""", """{"reference":"Group/g"}""", """{"reference":"Patient/p/_history/2"}""", """{"reference":"https://other.example/fhir/Patient/p"}""",
            """{"reference":"https://other.example/fhir/Group/g"}""", """{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}""",
            """{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","type":"Patient"}""", """{"reference":"Patient/no id"}""", """{"reference":"#inner"}""",
            """{"type":"Patient","identifier":{"system":"urn:mrn","value":"7","type":{"text":"MRN"}}}""", """{"type":"Group","identifier":{"value":"8"}}""",
            """{"identifier":{"value":"9"}}""", """{"reference":"Patient/p","identifier":{"value":"10"}}""", """{"reference":"Group/g","type":"Patient"}""", """{"display":"somebody"}""",
        ];
        foreach (var reference in references)
        {
            yield return Parse($$$"""{"resourceType":"Observation","contained":[{"resourceType":"Patient","id":"inner"}],"subject":{{{reference}}} }""");
            yield return Parse($$$"""{"resourceType":"Coverage","beneficiary":{{{reference}}} }""");
            foreach (var other in references)
            {
                yield return Parse($$$"""{"resourceType":"AuditEvent","agent":[{"who":{{{reference}}} },{"who":{"reference":"Practitioner/a"}}],"entity":[{"what":{{{other}}} }]}""");
                yield return Parse($$$"""{"resourceType":"Appointment","contained":[{"resourceType":"Location","id":"inner"}],"participant":[{"actor":{{{reference}}} },{"actor":{{{other}}} }]}""");
            }
        }
    }

    private FhirDocument Parse(string json) => FhirDocument.Parse(json, builtIn.Definitions.Names);
}
