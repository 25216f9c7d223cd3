using System.Text.Json;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>The report as JSON, for programs: counts, never shares. It names no patient.</summary>
public static class QualityJson
{
    /// <summary>Writes the report.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="only">One element, told with its months; null for all.</param>
    public static void Write(Utf8JsonWriter writer, QualityReport report, QualityElement? only)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        writer.WriteStartObject();
        writer.WriteString("source"u8, report.Source);
        writer.WriteStartArray("sources"u8);
        foreach (var source in report.Sources) writer.WriteStringValue(source);
        writer.WriteEndArray();
        if (report.Before is { } before)
        {
            writer.WriteStartObject("comparedWith"u8);
            writer.WriteNumber("import"u8, before.Run);
            writer.WriteString("taken"u8, before.Taken);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("elements"u8);
        foreach (var line in report.Lines)
            if (only is null || only == line.Element) Write(writer, report, line, only is not null);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, QualityReport report, QualityLine line, bool withMonths)
    {
        var element = line.Element;
        writer.WriteStartObject();
        writer.WriteString("id"u8, element.Id);
        writer.WriteString("list"u8, element.List == ElementList.Stu1 ? "stu1"u8 : "stu4"u8);
        writer.WriteString("group"u8, element.Group.ToString().ToLowerInvariant());
        writer.WriteString("subject"u8, element.Subject);
        writer.WriteString("label"u8, element.Label);
        writer.WriteStartArray("paths"u8);
        foreach (var path in element.Paths) writer.WriteStringValue(path);
        writer.WriteEndArray();
        writer.WriteStartObject("denominator"u8);
        writer.WriteString("key"u8, element.Denominator.Key);
        writer.WriteString("words"u8, element.Denominator.Words);
        writer.WriteString("counts"u8, element.Denominator.IsOfPatients ? "patients"u8 : "records"u8);
        writer.WriteEndObject();
        if (element.ValueSet is { } set)
        {
            writer.WriteString("valueSet"u8, set);
            writer.WriteString("strength"u8, element.Strength!.Value.ToString().ToLowerInvariant());
        }

        Counts(writer, element, line.Counts);
        writer.WriteNumber("quarantined"u8, line.Quarantined);
        Change(writer, line);
        Causes(writer, line);
        Findings(writer, line);
        if (withMonths) Months(writer, report, element);
        writer.WriteEndObject();
    }

    // What is not measured of an element is null: not 0, which would be a bad answer.
    private static void Counts(Utf8JsonWriter writer, QualityElement element, QualityCounts counts)
    {
        writer.WriteNumber("expected"u8, counts.Expected);
        writer.WriteNumber("inSource"u8, counts.InSource);
        writer.WriteNumber("extracted"u8, counts.Extracted);
        writer.WriteNumber("valid"u8, counts.Valid);
        NumberOrNull(writer, "coded", element.IsCoded, counts.Coded);
        NumberOrNull(writer, "uncheckable", element.IsCoded, counts.Uncheckable);
        NumberOrNull(writer, "unmapped", element.IsCoded, counts.Unmapped(element.IsCoded));
        writer.WriteNumber("plausible"u8, counts.Plausible);
        writer.WriteNumber("doubtful"u8, counts.Doubtful);
        NumberOrNull(writer, "recent", element.IsTimely, counts.Recent);
        writer.WriteNumber("usable"u8, counts.Usable);
    }

    private static void NumberOrNull(Utf8JsonWriter writer, string name, bool isMeasured, long number)
    {
        if (isMeasured) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    private static void Change(Utf8JsonWriter writer, QualityLine line)
    {
        if (line.Before is not { } before) return;
        var change = line.Counts - before;
        writer.WriteStartObject("change"u8);
        Counts(writer, line.Element, change);
        writer.WriteEndObject();
    }

    private static void Causes(Utf8JsonWriter writer, QualityLine line)
    {
        writer.WriteStartArray("causes"u8);
        foreach (var cause in line.Causes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, Name(cause.Kind.ToString()));
            writer.WriteNumber("count"u8, cause.Count);
            if (cause.Detail is { } detail) writer.WriteString("detail"u8, detail);
            if (cause.Rule is { } rule) writer.WriteString("rule"u8, Name(rule.ToString()));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Findings(Utf8JsonWriter writer, QualityLine line)
    {
        if (line.Findings.Count == 0) return;
        writer.WriteStartObject("findings"u8);
        foreach (var (rule, found) in line.Findings) writer.WriteNumber(Name(rule.ToString()), found);
        writer.WriteEndObject();
    }

    private static void Months(Utf8JsonWriter writer, QualityReport report, QualityElement element)
    {
        writer.WriteStartArray("months"u8);
        foreach (var (month, counts) in report.Months(element))
        {
            writer.WriteStartObject();
            writer.WriteString("month"u8, QualityCsv.Month(month));
            Counts(writer, element, counts);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
