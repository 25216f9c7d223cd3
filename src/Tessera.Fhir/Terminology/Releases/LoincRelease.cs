using System.Text.RegularExpressions;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>A release of LOINC: Loinc.csv, and where they are there the answers (AnswerList.csv) and parts (Part.csv). Properties are named as
/// http://hl7.org/fhir/R4/loinc.html says; their values are texts. The hierarchies of parts are not read.</summary>
internal static partial class LoincRelease
{
    public const string Table = "Loinc.csv";
    private const string Url = "http://loinc.org";
    private static readonly string[] Columns = ["STATUS", "COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP", "CLASS", "CLASSTYPE", "ORDER_OBS"];
    private static readonly ConceptProperty[] Properties = [ReleaseSystem.Inactive, .. Columns.Select(column => new ConceptProperty(column, null))];

    public static TerminologyRelease Read(ReleaseFiles files, ReleaseOptions options, Findings findings)
    {
        ReleaseSystem.ExpectSystem(options, Url, files.Name);
        var table = files.IsSingle ? files.All[0] : files.Named(Table, "")[0];
        var (answers, parts) = (files.Named("AnswerList.csv", ""), files.Named("Part.csv", ""));
        var concepts = new ConceptList(findings);
        var newest = ReadTerms(table, concepts);
        var version = options.Version ?? VersionIn(files.Name) ?? newest;
        var terms = concepts.Concepts.Count;
        var valueSets = answers.Count == 0 ? [] : ReadAnswers(answers[0], concepts, version);
        var answered = concepts.Concepts.Count - terms;
        if (parts.Count > 0) ReadParts(parts[0], concepts);
        concepts.Check(table.Name);

        // Answers and parts are codes of LOINC too: without them a code that is absent may be one.
        var isWhole = answers.Count > 0 && parts.Count > 0;
        var system = ReleaseSystem.Of(Url, version, "LOINC", options with { IsPart = options.IsPart || !isWhole }, Properties, concepts.Concepts)
            with { IsCaseSensitive = false, ValueSet = Url + "/vs" };
        return new("LOINC", [new TerminologyPart(system, valueSets)],
            $"{terms:N0} terms, {answered:N0} answers and answer lists, {concepts.Concepts.Count - terms - answered:N0} parts, {valueSets.Count:N0} value sets of answers.",
            isWhole ? "" : "AnswerList.csv and Part.csv are not both there: a code that is absent is not said to be wrong. Give the whole release to have answers too.");
    }

    private static string ReadTerms(ReleaseFile file, ConceptList concepts)
    {
        using var rows = new CsvRows(file);
        var (code, display) = (rows.Require("LOINC_NUM"), rows.Require("LONG_COMMON_NAME"));
        rows.Require("STATUS");
        var (columns, changed) = (Columns.Select(rows.Find).ToArray(), rows.Find("VersionLastChanged"));
        var (newest, shared) = (new Version(0, 0), new Dictionary<string, string>(StringComparer.Ordinal));
        while (rows.TryRead(out var row))
        {
            if (changed >= 0 && Version.TryParse(row[changed], out var version) && version > newest) newest = version;
            if (concepts.Add(row[code], row[display], file.Name, rows.Line) is not { } concept) continue;
            concept.AddProperty(0, row[columns[0]] == "DEPRECATED" ? "true" : "false");
            for (var i = 0; i < columns.Length; i++)
                if (columns[i] >= 0 && row[columns[i]] is { Length: > 0 } value) concept.AddProperty(i + 1, Once(shared, value));
        }

        return newest.Major == 0 ? "" : newest.ToString();
    }

    // Lists that LOINC only refers to have no answers here and make no value set.
    private static List<ValueSetSource> ReadAnswers(ReleaseFile file, ConceptList concepts, string version)
    {
        using var rows = new CsvRows(file);
        var (list, name, answer, display) = (rows.Require("AnswerListId"), rows.Require("AnswerListName"), rows.Require("AnswerStringId"), rows.Require("DisplayText"));
        var lists = new Dictionary<string, (string Name, List<(string, string?)> Answers)>(StringComparer.Ordinal);
        while (rows.TryRead(out var row))
        {
            if (concepts.Find(row[list]) is null) concepts.Add(row[list], row[name], file.Name, rows.Line);
            if (row[answer].Length == 0) continue;
            if (concepts.Find(row[answer]) is null) concepts.Add(row[answer], row[display], file.Name, rows.Line);
            if (!lists.TryGetValue(row[list], out var known)) lists.Add(row[list], known = (row[name], []));
            known.Answers.Add((row[answer], row[display]));
        }

        return lists.Select(pair => new ValueSetSource
        {
            Url = $"{Url}/vs/{pair.Key}",
            Version = version,
            Name = pair.Key,
            Title = pair.Value.Name,
            Includes = [new ClauseSource(Url, null, pair.Value.Answers, [], [])],
            Excludes = [],
            Expansion = [],
        }).ToList();
    }

    private static void ReadParts(ReleaseFile file, ConceptList concepts)
    {
        using var rows = new CsvRows(file);
        var (code, name, display, status) = (rows.Require("PartNumber"), rows.Require("PartName"), rows.Find("PartDisplayName"), rows.Find("Status"));
        while (rows.TryRead(out var row))
        {
            var text = display >= 0 && row[display].Length > 0 ? row[display] : row[name];
            if (concepts.Add(row[code], text, file.Name, rows.Line) is { } concept) concept.AddProperty(0, status >= 0 && row[status] == "DEPRECATED" ? "true" : "false");
        }
    }

    private static string Once(Dictionary<string, string> shared, string value)
    {
        if (shared.TryGetValue(value, out var known)) return known;
        shared.Add(value, value);
        return value;
    }

    private static string? VersionIn(string name) => ReleaseName().Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^loinc[_ -]?(\d+\.\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReleaseName();
}
