using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>The concepts of SNOMED CT with one text each and what they are kinds of, collected from files of Release Format 2.</summary>
internal sealed class SnomedHierarchy(Findings findings)
{
    private const long IsA = 116680003;
    private const long FullySpecifiedName = 900000000000003001;
    private const long Synonym = 900000000000013009;
    private const int Most = 4_000_000;
    private const byte Tab = (byte)'\t';
    private const string Lacking = "An extension stands on the International Edition: give a folder or archive that holds both.";

    private readonly Dictionary<long, int> indexes = [];
    private readonly List<ConceptSource> concepts = [];
    private readonly List<(int Time, bool IsActive, byte TextRank)> states = [];
    private readonly Dictionary<long, int> modules = [];
    private int latest;

    public IReadOnlyList<ConceptSource> Concepts => concepts;

    public int Inactive => states.Count(state => !state.IsActive);

    /// <summary>The newest day on which a concept changed, as <c>yyyymmdd</c>.</summary>
    public string Latest => latest.ToString(CultureInfo.InvariantCulture);

    /// <summary>The module with most concepts whose identifier carries a namespace, or null.</summary>
    public string? Module(string ofNamespace) => modules.OrderByDescending(module => module.Value).Select(module => module.Key.ToString(CultureInfo.InvariantCulture))
        .FirstOrDefault(module => module.Length > 10 && module[..^3].EndsWith(ofNamespace, StringComparison.Ordinal));

    /// <summary>Reads concepts. A concept that another file has too, as in an extension, has the state of its newest row.</summary>
    public void AddConcepts(ReleaseFile file)
    {
        using var lines = new TextLines(file);
        Begin(lines, "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId");
        var before = concepts.Count;
        while (lines.TryRead(out var row))
        {
            lines.Expect(row, Tab, 5);
            var id = Identifier(lines, TextLines.Next(ref row, Tab));
            var (time, active) = (Time(lines, ref row), IsActive(lines, ref row));
            var module = Identifier(lines, TextLines.Next(ref row, Tab));
            modules[module] = modules.GetValueOrDefault(module) + 1;
            latest = Math.Max(latest, time);
            if (indexes.TryGetValue(id, out var known))
            {
                if (known >= before) findings.Add(lines.Name, lines.Number, $"the concept {id} is there already", "A Snapshot file has one row for each concept: fetch the release again.");
                else if (time > states[known].Time) states[known] = (time, active, 0);
                continue;
            }

            if (concepts.Count >= Most) throw new ReleaseRefusedException($"{lines.Name}, line {lines.Number}: there are more than {Most:N0} concepts.", "This is no release of SNOMED CT.");
            indexes.Add(id, concepts.Count);
            states.Add((time, active, 0));
            concepts.Add(new ConceptSource(id.ToString(CultureInfo.InvariantCulture), null) { Index = concepts.Count });
        }
    }

    /// <summary>Reads texts: the fully specified name, in English where there is one; where there is none a synonym.</summary>
    /// <returns>How many rows there were.</returns>
    public int AddDescriptions(ReleaseFile file)
    {
        using var lines = new TextLines(file);
        Begin(lines, "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId");
        while (lines.TryRead(out var row))
        {
            lines.Expect(row, Tab, 9);
            TextLines.Next(ref row, Tab);
            Time(lines, ref row);
            var active = IsActive(lines, ref row);
            TextLines.Next(ref row, Tab);
            var id = Identifier(lines, TextLines.Next(ref row, Tab));
            var english = TextLines.Next(ref row, Tab).SequenceEqual("en"u8);
            var type = Identifier(lines, TextLines.Next(ref row, Tab));
            if (!active) continue;
            if (!indexes.TryGetValue(id, out var index))
            {
                findings.Add(lines.Name, lines.Number, $"the description is of {id}, which is no concept of the release", Lacking);
                continue;
            }

            var rank = (byte)(type == FullySpecifiedName ? english ? 4 : 3 : type == Synonym ? english ? 2 : 1 : 0);
            if (rank <= states[index].TextRank) continue;
            concepts[index].Display = Encoding.UTF8.GetString(TextLines.Next(ref row, Tab));
            states[index] = states[index] with { TextRank = rank };
        }

        return lines.Number - 1;
    }

    /// <summary>Reads what is a kind of what. Of a relationship that several files have, as in an extension, the newest row counts.</summary>
    /// <returns>How many relations there are.</returns>
    public int AddRelationships(IReadOnlyList<ReleaseFile> files)
    {
        var newest = new Dictionary<long, int>();
        if (files.Count > 1)
            foreach (var file in files) Relationships(file, row => newest[row.Id] = Math.Max(row.Time, newest.GetValueOrDefault(row.Id)));
        var relations = 0;
        foreach (var file in files)
        {
            Relationships(file, row =>
            {
                if (!row.IsActive || row.Type != IsA || (files.Count > 1 && row.Time < newest[row.Id])) return;
                if (!indexes.TryGetValue(row.Child, out var child) || !indexes.TryGetValue(row.Parent, out var parent))
                {
                    findings.Add(file.Name, row.Line, $"{(indexes.ContainsKey(row.Child) ? row.Parent : row.Child)} is no concept of the release", Lacking);
                    return;
                }

                concepts[child].AddParent(parent);
                relations++;
            });
        }

        return relations;
    }

    /// <summary>Looks at the whole, and writes down which concepts are inactive.</summary>
    public void Check(string file)
    {
        if (concepts.Count == 0) findings.Add(file, 0, "there is not a single concept", "Fetch the release again.");
        if (Hierarchy.FindCircle(concepts) is { } circle) findings.Add(file, 0, ConceptList.Circle(circle), "Fetch the release again: no concept may stand below itself.");
        for (var i = 0; i < concepts.Count; i++) concepts[i].AddProperty(0, states[i].IsActive ? "false" : "true");
    }

    private static void Relationships(ReleaseFile file, Action<(long Id, int Time, bool IsActive, long Child, long Parent, long Type, int Line)> take)
    {
        using var lines = new TextLines(file);
        Begin(lines, "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId");
        while (lines.TryRead(out var row))
        {
            lines.Expect(row, Tab, 10);
            var id = Identifier(lines, TextLines.Next(ref row, Tab));
            var (time, active) = (Time(lines, ref row), IsActive(lines, ref row));
            TextLines.Next(ref row, Tab);
            var (child, parent) = (Identifier(lines, TextLines.Next(ref row, Tab)), Identifier(lines, TextLines.Next(ref row, Tab)));
            TextLines.Next(ref row, Tab);
            take((id, time, active, child, parent, Identifier(lines, TextLines.Next(ref row, Tab)), lines.Number));
        }
    }

    private static void Begin(TextLines lines, string header)
    {
        if (!lines.TryRead(out var first) || !first.SequenceEqual(Encoding.UTF8.GetBytes(header)))
            throw new ReleaseRefusedException($"{lines.Name}, line 1: the columns are not {header.Replace('\t', ' ')}.", "Use the file as it was distributed.");
    }

    private static long Identifier(TextLines lines, ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long id, out var length) && length == text.Length && id > 0 ? id
        : throw new ReleaseRefusedException($"{lines.Name}, line {lines.Number}: '{ConceptList.Shown(Encoding.UTF8.GetString(text))}' is not an identifier of SNOMED CT.", "Fetch the release again.");

    private static int Time(TextLines lines, ref ReadOnlySpan<byte> row) => TextLines.Next(ref row, Tab) is { Length: 8 } text && Utf8Parser.TryParse(text, out int time, out var length) && length == 8 ? time
        : throw new ReleaseRefusedException($"{lines.Name}, line {lines.Number}: the effective time is not a day as yyyymmdd.", "Fetch the release again.");

    private static bool IsActive(TextLines lines, ref ReadOnlySpan<byte> row) => TextLines.Next(ref row, Tab) switch
    {
        [(byte)'1'] => true,
        [(byte)'0'] => false,
        _ => throw new ReleaseRefusedException($"{lines.Name}, line {lines.Number}: 'active' is neither 0 nor 1.", "Fetch the release again."),
    };
}
