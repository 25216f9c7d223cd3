using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>A code system as a plain table: CSV in UTF-8 with the columns code and display, and where there is a hierarchy parent, several of which
/// are separated by bars. Every other column is a property of that name.</summary>
internal static class CodeTable
{
    public static TerminologyRelease Read(ReleaseFile file, ReleaseOptions options, Findings findings)
    {
        using var rows = new CsvRows(file);
        var (code, display, parent) = (rows.Require("code"), rows.Require("display"), rows.Find("parent"));
        if (options.System is not { } url) throw new ReleaseRefusedException($"{file.Name} is a table of codes and does not say of which code system.", "Give its URL with --system, and its version with --version.");
        var others = Enumerable.Range(0, rows.Header.Count).Where(column => column != code && column != display && column != parent && rows.Header[column].Length > 0).ToArray();
        var concepts = new ConceptList(findings);
        var links = new List<(ConceptSource Child, string Parents, int Line)>();
        while (rows.TryRead(out var row))
        {
            if (concepts.Add(row[code], row[display], file.Name, rows.Line) is not { } concept) continue;
            if (parent >= 0 && row[parent].Length > 0) links.Add((concept, row[parent], rows.Line));
            for (var i = 0; i < others.Length; i++)
                if (row[others[i]].Length > 0) concept.AddProperty(ReleaseSystem.Hierarchical.Length + i, row[others[i]]);
        }

        foreach (var (child, parents, line) in links)
            foreach (var one in parents.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) concepts.Link(child, one, file.Name, line);
        concepts.Check(file.Name);

        ConceptProperty[] properties = [.. ReleaseSystem.Hierarchical, .. others.Select(column => new ConceptProperty(rows.Header[column], null))];
        var system = ReleaseSystem.Of(url, "", url, options, properties, concepts.Concepts);
        return new("a table of codes (CSV)", [new TerminologyPart(system, [])],
            $"{concepts.Concepts.Count:N0} codes, {links.Count:N0} of them below others.",
            options.IsPart ? "" : "A code that is not in the table is no code of the system; say --part when the table holds only some.");
    }
}
