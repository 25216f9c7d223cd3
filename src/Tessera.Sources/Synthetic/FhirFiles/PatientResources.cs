using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>The patient, visits and specimens.</summary>
internal sealed class PatientResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public override void Write()
    {
        WritePatient();
        for (var i = 0; i < Patient.Visits.Count; i++) WriteVisit(Patient.Visits[i], i + 1);
        for (var i = 0; i < Patient.Specimens.Count; i++) WriteSpecimen(Patient.Specimens[i], i + 1);
    }

    private void WritePatient()
    {
        var person = Patient.Person;
        var json = File("Patient").Begin();
        json.WriteString("resourceType"u8, "Patient"u8);
        json.WriteString("id"u8, Key);
        WriteMeta(json);
        if (person.Race is not null) WriteExtensions(json, person);
        WriteIdentifier(json);
        json.WriteStartArray("name"u8);
        json.WriteStartObject();
        json.WriteString("family"u8, person.Family);
        json.WriteStartArray("given"u8);
        json.WriteStringValue(person.Given);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("gender"u8, person.IsFemale ? "female"u8 : "male"u8);
        json.Date("birthDate"u8, person.Born);
        if (Patient.Died is { } died) json.Date("deceasedDateTime"u8, died);
        WriteAddress(json, person.Address);
        json.WriteStartArray("communication"u8);
        json.WriteStartObject();
        json.Code("language"u8, "urn:ietf:bcp:47", person.Language);
        json.WriteEndObject();
        json.WriteEndArray();
        File("Patient").End();
    }

    // Test health data: nobody may take a synthetic patient for a real one.
    private static void WriteMeta(Utf8JsonWriter json)
    {
        json.WriteStartObject("meta"u8);
        json.WriteStartArray("profile"u8);
        json.WriteStringValue(McodeProfiles.CancerPatient);
        json.WriteEndArray();
        json.WriteStartArray("security"u8);
        json.Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteIdentifier(Utf8JsonWriter json)
    {
        json.WriteStartArray("identifier"u8);
        json.WriteStartObject();
        json.WriteString("use"u8, "usual"u8);
        json.Code("type"u8, "http://terminology.hl7.org/CodeSystem/v2-0203", "MR");
        json.WriteString("system"u8, SyntheticCodes.RecordNumbers);
        json.WriteString("value"u8, Key);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteExtensions(Utf8JsonWriter json, Person person)
    {
        json.WriteStartArray("extension"u8);
        WriteCategory(json, McodeExtensions.Race, person.Race!);
        WriteCategory(json, McodeExtensions.Ethnicity, person.Ethnicity!);
        json.WriteStartObject();
        json.WriteString("url"u8, McodeExtensions.BirthSex);
        json.WriteString("valueCode"u8, person.IsFemale ? "F"u8 : "M"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteCategory(Utf8JsonWriter json, string url, string code)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, "ombCategory"u8);
        json.WritePropertyName("valueCoding"u8);
        json.Coding(code == "UNK" ? CodeSystems.NullFlavor : CodeSystems.RaceAndEthnicity, code);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("url"u8, "text"u8);
        json.WriteString("valueString"u8, Name(code));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(string code) => code switch
    {
        "2106-3" => "White",
        "2054-5" => "Black or African American",
        "2028-9" => "Asian",
        "1002-5" => "American Indian or Alaska Native",
        "2076-8" => "Native Hawaiian or Other Pacific Islander",
        "2186-5" => "Not Hispanic or Latino",
        "2135-2" => "Hispanic or Latino",
        _ => "Unknown",
    };

    private static void WriteAddress(Utf8JsonWriter json, Address address)
    {
        json.WriteStartArray("address"u8);
        json.WriteStartObject();
        json.WriteStartArray("line"u8);
        json.WriteStringValue(address.Line);
        json.WriteEndArray();
        json.WriteString("city"u8, address.City);
        if (address.State is not null) json.WriteString("state"u8, address.State);
        json.WriteString("postalCode"u8, address.PostalCode);
        json.WriteString("country"u8, address.Country);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteVisit(Visit visit, int number)
    {
        var json = File("Encounter").Begin();
        json.Head("Encounter"u8, $"{Key}-e{number}");
        json.WriteString("status"u8, "finished"u8);
        json.WritePropertyName("class"u8);
        json.Coding(ActCode, visit.IsInpatient ? "IMP" : visit.IsRemote ? "VR" : "AMB");
        Subject(json);
        json.Period("period"u8, visit.Start, visit.End);
        File("Encounter").End();
    }

    private void WriteSpecimen(SpecimenFact specimen, int number)
    {
        var json = File("Specimen").Begin();
        json.Head("Specimen"u8, $"{Key}-p{number}", SyntheticProfiles.HumanSpecimen);
        json.WriteString("status"u8, "available"u8);
        json.Code("type"u8, "http://terminology.hl7.org/CodeSystem/v2-0487", SyntheticCodes.Of(specimen.Kind));
        Subject(json);
        json.WriteStartObject("collection"u8);
        json.Date("collectedDateTime"u8, specimen.Collected);
        if (specimen.Kind == SpecimenKind.Tumour && Patient.Cancer.Site.BodySite is { } site) json.Concept("bodySite"u8, site);
        json.WriteEndObject();
        File("Specimen").End();
    }
}
