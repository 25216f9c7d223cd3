using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Tests.Search;

public sealed class SearchIndexerTests(BuiltInDefinitions builtIn)
{
    private readonly SearchParameters parameters = new(builtIn.Definitions);

    [Fact]
    public void Every_search_parameter_of_R4_compiles()
    {
        var types = builtIn.Definitions.SearchParameters.SelectMany(parameter => parameter.Bases).Distinct().Where(parameters.IsResourceType).ToList();
        Assert.InRange(types.Count, 100, 200);
        // The package of extensions brings five for a later version of FHIR; they are refused by name, not silently empty.
        Assert.DoesNotContain(types.SelectMany(parameters.Of), parameter => parameter.Problem is not null && !parameter.Code.StartsWith("workflow-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_patient_is_found_by_names_dates_identifiers_and_more()
    {
        var entries = Extract("""
            {"resourceType":"Patient","id":"p1","meta":{"profile":["http://example.org/p"],"tag":[{"system":"urn:t","code":"a"}],"source":"urn:s"},
             "identifier":[{"system":"http://mrn.example","value":"M-7"}],"active":true,
             "name":[{"family":"Müller","given":["Zoë","Anna Maria"]}],"telecom":[{"system":"phone","value":"+49 30 1"}],
             "gender":"female","birthDate":"1957-05","deceasedDateTime":"2024-01-02","address":[{"city":"Köln","line":["Domplatz 1"]}],
             "generalPractitioner":[{"reference":"Practitioner/gp"}],"managingOrganization":{"identifier":{"system":"urn:o","value":"7"}}}
            """);
        Assert.Contains(("identifier", "http://mrn.example", "M-7"), Tokens(entries));
        Assert.Contains(("active", "", "true"), Tokens(entries));
        Assert.Contains(("gender", "", "female"), Tokens(entries));
        Assert.Contains(("deceased", "", "true"), Tokens(entries));
        Assert.Contains(("phone", "", "+49 30 1"), Tokens(entries));
        Assert.DoesNotContain(Tokens(entries), token => token.Code == "email");
        Assert.Contains(("_tag", "urn:t", "a"), Tokens(entries));
        Assert.Contains(("organization", "urn:o", "7"), Tokens(entries));
        Assert.Contains(("name", "Zoë"), Strings(entries));
        Assert.Contains(("given", "Anna Maria"), Strings(entries));
        Assert.Contains(("family", "Müller"), Strings(entries));
        Assert.Contains(("address-city", "Köln"), Strings(entries));
        Assert.Contains(("address", "Domplatz 1"), Strings(entries));
        Assert.Contains(entries.Dates, date => date.Parameter.Code == "birthdate" && date.Range == Range("1957-05"));
        Assert.Contains(entries.Dates, date => date.Parameter.Code == "death-date" && date.Range == Range("2024-01-02"));
        Assert.Contains(entries.References, reference => (reference.Parameter.Code, reference.Type, reference.Id) == ("general-practitioner", "Practitioner", "gp"));
        Assert.Contains(entries.Uris, uri => (uri.Parameter.Code, uri.Uri) == ("_profile", "http://example.org/p"));
        Assert.Contains(entries.Uris, uri => uri.Parameter.Code == "_source");
        Assert.Empty(entries.Issues);
    }

    [Fact]
    public void An_observation_is_found_by_code_value_and_subject()
    {
        var entries = Extract("""
            {"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"},{"code":"local"}],"text":"Hemoglobin"},
             "subject":{"reference":"Patient/p1/_history/3"},"encounter":{"reference":"https://other.example/fhir/Encounter/9"},
             "effectivePeriod":{"start":"2024-01-01"},"valueQuantity":{"value":6.3,"unit":"mmol/l","system":"http://unitsofmeasure.org","code":"mmol/L"},
             "component":[{"code":{"coding":[{"code":"part"}]},"valueQuantity":{"value":5,"comparator":"<","unit":"mg"}}]}
            """);
        Assert.Contains(("code", "http://loinc.org", "718-7"), Tokens(entries));
        Assert.Contains(("code", "", "local"), Tokens(entries));
        Assert.Contains(("component-code", "", "part"), Tokens(entries));
        Assert.DoesNotContain(Tokens(entries), token => token.Parameter == "combo-code");
        Assert.Contains(entries.References, reference => (reference.Parameter.Code, reference.Type, reference.Id) == ("subject", "Patient", "p1"));
        Assert.Contains(entries.References, reference => (reference.Parameter.Code, reference.Url) == ("encounter", "https://other.example/fhir/Encounter/9"));
        Assert.Contains(entries.Dates, date => date.Parameter.Code == "date" && date.Range == new DateRange(Range("2024-01-01").Low, long.MaxValue));
        Assert.Contains(entries.Quantities, value => (value.Parameter.Code, value.Low, value.High, value.Code) == ("value-quantity", 6.3, 6.3, "mmol/L"));
        Assert.Contains(entries.Quantities, value => (value.Parameter.Code, value.Low, value.High, value.Unit) == ("component-value-quantity", double.NegativeInfinity, 5, "mg"));
    }

    [Fact]
    public void A_reference_to_another_type_is_no_patient()
    {
        var entries = Extract("""{"resourceType":"Observation","id":"o1","status":"final","subject":{"reference":"Group/g"},"code":{"text":"x"}}""");
        Assert.Contains(entries.References, reference => reference.Parameter.Code == "subject");
        Assert.DoesNotContain(entries.References, reference => reference.Parameter.Code == "patient");
        Assert.Empty(parameters.Find("Observation", "patient")!.Extract(FhirDocument.Parse("""{"resourceType":"Observation","subject":{"reference":"Group/g"}}""", builtIn.Definitions.Names)).References);
    }

    [Fact]
    public void Ages_ranges_and_timings_are_ranges()
    {
        var entries = Extract("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"onsetRange":{"low":{"value":40,"unit":"a"},"high":{"value":45}}}""");
        Assert.Contains(entries.Quantities, value => (value.Parameter.Code, value.Low, value.High, value.Unit) == ("onset-age", 40, 45, "a"));
        entries = Extract("""{"resourceType":"ServiceRequest","id":"s","status":"active","intent":"order","subject":{"reference":"Patient/p"},"occurrenceTiming":{"event":["2024-05","2024-07-01"]}}""");
        Assert.Contains(entries.Dates, date => date.Parameter.Code == "occurrence" && date.Range == new DateRange(Range("2024-05").Low, Range("2024-07-01").High));
    }

    [Fact]
    public void A_contained_resource_is_not_found_as_the_outer_one()
    {
        var entries = Extract("""{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{"reference":"Patient/p"},"contained":[{"resourceType":"Medication","id":"x","code":{"coding":[{"code":"inner"}]}}],"medicationReference":{"reference":"#x"}}""");
        Assert.DoesNotContain(entries.Tokens, token => token.Code == "inner");
        Assert.DoesNotContain(entries.References, reference => reference.Parameter.Code == "medication");
    }

    private IndexEntries Extract(string json) => new SearchIndexer(parameters).Extract(FhirDocument.Parse(json, builtIn.Definitions.Names));

    private static DateRange Range(string text) => DateRange.TryParse(text, out var range) ? range : throw new FormatException(text);

    private static List<(string Parameter, string System, string Code)> Tokens(IndexEntries entries) => [.. entries.Tokens.Select(token => (token.Parameter.Code, token.System, token.Code))];

    private static List<(string Parameter, string Text)> Strings(IndexEntries entries) => [.. entries.Strings.Select(text => (text.Parameter.Code, text.Text))];
}
