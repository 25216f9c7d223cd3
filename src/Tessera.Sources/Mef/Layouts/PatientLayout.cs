using System.Collections.Frozen;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>patient-information: one row becomes an mCODE cancer patient. Masked fields keep their place with the reason <c>masked</c>.</summary>
internal static class PatientLayout
{
    public const string Name = "Patient";

    private static readonly FrozenDictionary<string, string> RaceNames = new Dictionary<string, string>
    {
        ["1002-5"] = "American Indian or Alaska Native", ["2028-9"] = "Asian", ["2054-5"] = "Black or African American",
        ["2076-8"] = "Native Hawaiian or Other Pacific Islander", ["2106-3"] = "White", ["UNK"] = "Unknown", ["ASKU"] = "Asked but unknown",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> EthnicityNames = new Dictionary<string, string>
    {
        ["2135-2"] = "Hispanic or Latino", ["2186-5"] = "Not Hispanic or Latino", ["UNK"] = "Unknown", ["ASKU"] = "Asked but unknown",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Field, string Columns)[] Maskable =
    [
        ("mrn", "mrn"), ("name", "familyName givenName"), ("gender", "gender"), ("birthsex", "birthsex"), ("birthDate", "dateOfBirth"),
        ("race", "race"), ("ethnicity", "ethnicity"), ("language", "language"), ("address", "addressLine city state zip"),
    ];

    public static readonly Layout Layout = new(Name,
        Columns("mrn! familyName givenName gender birthsex dateOfBirth race ethnicity language addressLine city state zip")
            .With("familyName givenName", column => column with { KeepsNull = true }),
        [new ResourceRule("Patient", Body()) { Profile = _ => McodeProfiles.CancerPatient }])
    {
        KeyColumn = "mrn",
        IsReferredTo = true,
        IsPatients = true,
        Check = Check,
    };

    private static ObjectElement Body() => new(
        ("extension", new ListElement(
            Open("race", Category(McodeExtensions.Race, "race", RaceNames)), Masked("race", MaskedCategory(McodeExtensions.Race, "race")),
            Open("ethnicity", Category(McodeExtensions.Ethnicity, "ethnicity", EthnicityNames)), Masked("ethnicity", MaskedCategory(McodeExtensions.Ethnicity, "ethnicity")),
            Open("birthsex", Extension.Of(McodeExtensions.BirthSex, "valueCode", new CodeElement("birthsex", FhirCodes.BirthSex))),
            Masked("birthsex", IfFilled("birthsex", $$"""{"url":"{{McodeExtensions.BirthSex}}","valueCode":"UNK","_valueCode":{{Absent("masked")}}}""")))),
        ("identifier", new ListElement(new ObjectElement(
            ("use", Fixed.String("usual")),
            ("type", Fixed.Json("""{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]}""")),
            ("system", new Computed((row, json) => json.WriteStringValue(row.Context.PatientIdentifierSystem))),
            ("value", Open("mrn", new TextElement("mrn"))),
            ("_value", Masked("mrn", Fixed.Json(Absent("masked"))))))),
        ("name", Open("name", new ListElement(new ObjectElement(("family", new TextElement("familyName")), ("given", new ListElement(new TextElement("givenName"))))))),
        ("name", new When(row => row.File.Settings.Mask.Contains("name") || (row["familyName"] ?? row["givenName"]) is null,
            new Computed((row, json) => json.WriteRawValue($"[{Absent(row.File.Settings.Mask.Contains("name") ? "masked" : "unknown")}]")))),
        ("gender", Open("gender", new CodeElement("gender", FhirCodes.AdministrativeGender) { Default = "unknown" })),
        // A required binding asks for a code besides the reason why it does not say more.
        ("gender", Masked("gender", Fixed.String("unknown"))),
        ("_gender", Masked("gender", Fixed.Json(Absent("masked")))),
        ("birthDate", Open("birthDate", new DateElement("dateOfBirth", DateKind.Date))),
        ("_birthDate", Masked("birthDate", IfFilled("dateOfBirth", Absent("masked")))),
        ("address", Open("address", new ListElement(new ObjectElement(
            ("line", new ListElement(new TextElement("addressLine"))), ("city", new TextElement("city")),
            ("state", new TextElement("state")), ("postalCode", new TextElement("zip")))))),
        ("address", Masked("address", new When(row => (row["addressLine"] ?? row["city"] ?? row["state"] ?? row["zip"]) is not null, Fixed.Json($"[{Absent("masked")}]")))),
        ("communication", Open("language", new ListElement(new ObjectElement(("language", new Concept("language") { System = "urn:ietf:bcp:47" }))))),
        ("communication", Masked("language", IfFilled("language", $$"""[{"language":{{Absent("masked")}}}]"""))));

    // US Core: the category where the code is one, and always a text.
    private static Element Category(string url, string column, FrozenDictionary<string, string> names) => Extension.Of(url,
        Extension.Of("ombCategory", "valueCoding", new FromCell(column, (_, json, code) =>
        {
            var system = code is "UNK" or "ASKU" ? CodeSystems.NullFlavor : CodeSystems.RaceAndEthnicity;
            json.WriteRawValue($$"""{"system":"{{system}}","code":"{{code}}","display":"{{names[code]}}"}""");
        })
        { If = names.ContainsKey }),
        Extension.Of("text", "valueString", new FromCell(column, (_, json, code) => json.WriteStringValue(names.GetValueOrDefault(code, code)))));

    private static When MaskedCategory(string url, string column) =>
        IfFilled(column, $$"""{"url":"{{url}}","extension":[{"url":"text","_valueString":{{Absent("masked")}}}]}""");

    private static When IfFilled(string column, string json) => new(row => row[column] is not null, Fixed.Json(json));

    private static When Open(string field, Element element) => new(row => !row.File.Settings.Mask.Contains(field), element);

    private static When Masked(string field, Element element) => new(row => row.File.Settings.Mask.Contains(field), element);

    private static void Check(Row row)
    {
        foreach (var (field, columns) in Maskable)
        {
            if (!row.File.Settings.Mask.Contains(field)) continue;
            foreach (var column in columns.Split(' ')) row.Ignore(column, "the configuration masks it");
        }
    }
}
