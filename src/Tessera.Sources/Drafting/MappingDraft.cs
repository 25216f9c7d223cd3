namespace Tessera.Sources.Drafting;

/// <summary>Drafts a mapping from a sample of an export: what the headers and the look of the cells say, each with how sure it is, and under
/// <c>ignore</c> all that nobody has decided. No cell of the sample is copied into the mapping.</summary>
public static class MappingDraft
{
    /// <summary>What a draft writes as the reason why a column is left out of which nobody has decided.</summary>
    public const string NotDecided = "not decided";

    /// <summary>The text of a mapping for some files.</summary>
    /// <param name="files">The files, delimited text with a header.</param>
    /// <param name="folder">Where the mapping will be, which its paths are relative to.</param>
    /// <param name="source">Id of the source: letters, digits, dot, hyphen and underscore.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file has no header or no rows.</exception>
    public static string Write(IReadOnlyList<string> files, string folder, string source)
    {
        ArgumentNullException.ThrowIfNull(files);
        var samples = files.Select(SampleFile.Read).ToList();
        if (samples.Find(sample => sample.Columns.Count == 0 || sample.Rows == 0) is { } empty)
            throw new InvalidDataException($"{empty.Path} has no header or no rows that can be read: nothing can be said of its columns.");
        if (samples.Find(sample => sample.Encoding is not null) is { } other) samples = samples.ConvertAll(sample => sample.IsAscii ? sample.In(other.Encoding) : sample);
        var language = RoleFinder.LanguageOf(samples);
        var shared = RoleFinder.SharedHeaders(samples);
        var tables = samples.Select(sample => RoleFinder.Find(sample, language, shared)).ToList();
        var named = Named(tables);
        RoleFinder.Link(named);
        var text = new DraftText();
        WriteHead(text, source, tables, language);
        text.Line(0, "tables:");
        foreach (var (roles, name) in named) new TableDraft(roles, name, Path.GetRelativePath(folder, roles.File.Path).Replace('\\', '/'), source).Write(text);

        return text.ToString();
    }

    private static void WriteHead(DraftText text, string source, List<RoleFinder> tables, string language)
    {
        text.Comment(0, "A first draft, made by \"tessera init\" from what headers and cells look like. Read every line before you trust it:");
        text.Comment(0, "the words behind # say how sure each guess is. The language is told in docs/mapping.md; no cell of the files is in here.");
        text.Comment(0, "See what it does, without writing anything:  ./tessera extract --config tessera.yaml --dry-run").Blank();
        text.Line(0, $"source: {source}", "part of every id: choose it once, and do not change it later");
        text.Line(0, "version: 1", "raise it when the same row would become something else");
        var zone = Zone(language);
        var hasTimes = tables.Exists(roles => roles.File.Columns.Any(column => column.DateFormats.Any(format => format.Contains('H', StringComparison.Ordinal))));
        text.Line(0, hasTimes && zone is not null ? $"timeZone: {zone}" : "# timeZone: Europe/Berlin", "of times that do not say theirs" + (hasTimes && zone is not null ? "; a guess from the language of the headers" : ""));
        text.Line(0, $"patients: \"urn:tessera:{source}:patients\"", "the system of the patients' numbers; put the centre's own OID or URL here");
        text.Blank();
        WriteMaps(text, tables, language);
    }

    private static void WriteMaps(DraftText text, List<RoleFinder> tables, string language)
    {
        var words = new[] { ("sex", ColumnRole.Sex), ("side", ColumnRole.Side), ("dose", ColumnRole.Status) }
            .Select(map => (Name: map.Item1, Role: map.Item2, Columns: tables.Select(roles => roles[map.Item2]?.Column).OfType<ColumnSample>().ToList()))
            .Where(map => map.Columns.Count > 0).ToList();
        if (words.Count == 0) return;
        text.Line(0, "maps:");
        foreach (var (name, role, columns) in words) WriteMap(text, name, role, columns, language);
        text.Blank();
    }

    private static void WriteMap(DraftText text, string name, ColumnRole role, List<ColumnSample> columns, string language)
    {
        var words = columns.SelectMany(column => column.Words).Select(word => word.ToLowerInvariant()).Distinct().ToList();
        var sexes = role == ColumnRole.Sex ? SexWords.Read(words, SexWords.LanguageOf(columns[0], language)) : null;
        var known = words.Select(word => (Word: word, Code: role switch { ColumnRole.Sex => sexes!.GetValueOrDefault(word), ColumnRole.Side => SideWords.Find(word, language), _ => StatusWords.Find(word) }))
            .Where(pair => pair.Code is not null).OrderBy(pair => pair.Word, StringComparer.Ordinal).ToList();
        text.Line(1, $"{name}: {{ {string.Join(", ", known.Select(pair => $"{DraftText.Quoted(pair.Word)}: {pair.Code}"))} }}",
            known.Count < words.Count ? sexes is not null && words.Contains("m") && !sexes.ContainsKey("m") ? $"{MappingDraft.NotDecided}: m may mean a man or, in Spanish, a woman (mujer); write which" : Others(words.Count - known.Count)
            : known.Count == 0 ? "the sample shows no words: add those of the column"
            : known.Exists(pair => char.IsAsciiDigit(pair.Word[0])) ? "numbers as in ISO/IEC 5218" : null);
    }

    // They are not copied: a cell may be anything, and the draft says nothing of the files' content but words of its own list.
    private static string Others(int count) => count == 1 ? "one other word occurs: the dry run shows it; add it" : $"{count} other words occur: the dry run shows them; add them";

    private static string? Zone(string language) => language switch
    {
        "de" => "Europe/Berlin",
        "fr" => "Europe/Paris",
        "es" => "Europe/Madrid",
        "nl" => "Europe/Amsterdam",
        "it" => "Europe/Rome",
        _ => null,
    };

    private static List<(RoleFinder Roles, string Name)> Named(List<RoleFinder> tables)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return tables.ConvertAll(roles =>
        {
            var name = Name(roles.File.Path);
            for (var number = 2; !names.Add(name); number++) name = $"{Name(roles.File.Path)}{number}";
            return (roles, name);
        });
    }

    private static string Name(string path)
    {
        var name = new string([.. Path.GetFileNameWithoutExtension(path).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        return name.Length == 0 || !char.IsAsciiLetter(name[0]) ? "table" + name : name;
    }
}
