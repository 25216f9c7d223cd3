using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What the tables of a mapping say to one another: which refer to which, and what they ask of each other's rows.</summary>
internal sealed class TableLinks
{
    private readonly List<(string From, string Column, string To)> references = [];
    private readonly HashSet<(string From, string To)> followed = [];
    private readonly Dictionary<(string Table, string Word, string Value), YamlNode> asked = [];

    /// <summary>All tables of the mapping.</summary>
    public IReadOnlyList<string> Tables { get; set; } = [];

    /// <summary>Notes a reference from a table, by a column, to a table.</summary>
    public void Refer(string from, string column, string to) => references.Add((from, column, to));

    /// <summary>Notes that a table asks whether rows of another refer to its own.</summary>
    public void Follow(string from, string to) => followed.Add((from, to));

    /// <summary>Notes that the word of a table's record is asked for.</summary>
    public void Ask(YamlNode place, string table, string word, string value) => asked.TryAdd((table, word, value), place);

    /// <summary>Whether the rows of a table must be known before others are written.</summary>
    public bool IsReferredTo(string table) => references.Exists(reference => reference.To == table);

    /// <summary>The columns of a table by which other tables know that its rows refer to theirs.</summary>
    public IEnumerable<(string Column, string Fact)> FollowsOf(string table) => references
        .Where(reference => reference.From == table && followed.Contains((table, reference.To)))
        .Select(reference => (reference.Column, KeyIndex.RefersTo(table, reference.To))).Distinct();

    /// <summary>The words of a table that others ask for, and where.</summary>
    public IEnumerable<(string Word, string Value, YamlNode Place)> AskedOf(string table) =>
        asked.Where(one => one.Key.Table == table).Select(one => (one.Key.Word, one.Key.Value, one.Value));
}
