using System.Globalization;
using System.Text.Json;
using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys;

/// <summary>A journey as one JSON document: what <c>tessera journey --json</c> prints. Facts have one form whatever they are.</summary>
public static class JourneyJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(journey);
        json.WriteStartObject();
        Person(json, journey);
        Stage(json, "stageAtDiagnosis", journey.Staging.AtDiagnosis);
        Stage(json, "stageNow", journey.Staging.Now);
        Date(json, "metastaticSince", journey.Staging.MetastaticSince);
        Day(json, "knownSince", journey.KnownSince);
        Day(json, "lastContact", journey.LastContact);
        List(json, "exposures", journey.Exposures, Exposure);
        List(json, "progressions", journey.Progressions, Progression);
        List(json, "contradictions", journey.Contradictions, (writer, one) => Statement(writer, "rule", one.Rule, one.Text, one.Evidence));
        List(json, "gaps", journey.Gaps, (writer, one) => Statement(writer, "element", one.Element, one.Text, one.Evidence));
        List(json, "facts", journey.Facts, Fact);
        List(json, "leftOut", journey.LeftOut, (writer, one) => { writer.WriteString("source", one.Source); writer.WriteString("reason", one.Reason); });
        json.WriteEndObject();
    }

    private static void Person(Utf8JsonWriter json, Journey journey)
    {
        json.WriteString("patient", journey.Person.Source);
        json.WriteString("sex", journey.Person.Gender);
        json.WriteString("birthDate", journey.Person.BirthDate);
        if (journey.Person.IsDead is { } dead) json.WriteBoolean("dead", dead);
        else json.WriteNull("dead");
        json.WriteString("deathDate", journey.Person.DeathDate);
        json.WriteString("cancer", journey.MainCancer?.Code.Plain);
        Day(json, "diagnosed", journey.Diagnosed);
    }

    private static void Stage(Utf8JsonWriter json, string name, Stage? stage)
    {
        if (stage is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("stage", stage.Short);
        Date(json, "date", stage.Date);
        json.WriteString("source", stage.Source);
        json.WriteEndObject();
    }

    private static void Exposure(Utf8JsonWriter json, Exposure exposure)
    {
        json.WriteString("medicine", exposure.Medicine);
        json.WriteString("kind", exposure.How.ToString().ToLowerInvariant());
        Day(json, "first", exposure.First);
        Day(json, "last", exposure.Last);
        json.WriteNumber("events", exposure.Events.Count);
    }

    private static void Progression(Utf8JsonWriter json, Progression progression)
    {
        Date(json, "date", progression.Date);
        Statement(json, "kind", progression.Kind.ToString().ToLowerInvariant(), progression.Text, progression.Evidence);
    }

    private static void Fact(Utf8JsonWriter json, Fact fact)
    {
        Date(json, "date", fact.Date);
        json.WriteString("group", fact.Group.ToString().ToLowerInvariant());
        Statement(json, "kind", fact.Kind, fact.Says, [.. fact.Evidence]);
    }

    private static void Statement(Utf8JsonWriter json, string name, string value, string text, IReadOnlyList<string> evidence)
    {
        json.WriteString(name, value);
        json.WriteString("text", text);
        json.WriteStartArray("evidence");
        foreach (var source in evidence) json.WriteStringValue(source);
        json.WriteEndArray();
    }

    private static void Date(Utf8JsonWriter json, string name, ClinicalDate? date)
    {
        if (date is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("start", known.Start.Length == 0 ? null : known.Start);
        json.WriteString("end", known.End);
        json.WriteEndObject();
    }

    private static void Day(Utf8JsonWriter json, string name, DateOnly? day) => json.WriteString(name, day?.ToString("O", CultureInfo.InvariantCulture));

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
