using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>The Patient resource, without what identifies.</summary>
internal static class PersonReader
{
    public static Person Read(in RecordReader record)
    {
        var root = record.Root;
        var death = RecordReader.TextOf(root[record.Fields.DeceasedDateTime]);
        var stated = root[record.Fields.DeceasedBoolean];
        return new Person
        {
            Source = record.Source,
            Gender = Text(root[record.Fields.Gender]),
            BirthDate = Text(root[record.Fields.BirthDate]),
            RaceAndEthnicity = RaceAndEthnicity(record),
            IsDead = death.Length > 0 ? true : stated.Exists ? stated.TextEquals("true"u8) : null,
            DeathDate = death.Length > 0 ? death : null,
        };
    }

    private static List<string> RaceAndEthnicity(in RecordReader record)
    {
        var texts = new List<string>();
        foreach (var url in (ReadOnlySpan<string>)[McodeExtensions.Race, McodeExtensions.Ethnicity])
        {
            var text = record.Extension(record.Extension(record.Root, url), "text")[record.Fields.ValueString];
            if (text.Kind == JsonKind.String) texts.Add(text.ToText());
        }

        return texts;
    }

    private static string? Text(FhirNode node) => node.Kind == JsonKind.String ? node.ToText() : null;
}
