using System.Globalization;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The names that a part of a mapping may use.</summary>
internal sealed record MappingScope
{
    /// <summary>Where mistakes go.</summary>
    public required MappingProblems Problems { get; init; }

    /// <summary>What profiles and elements there are.</summary>
    public required FhirDefinitions Definitions { get; init; }

    /// <summary>Code maps by their names.</summary>
    public required IReadOnlyDictionary<string, CodeMap> Maps { get; init; }

    /// <summary>Code lists by their names.</summary>
    public required NamedLists Lists { get; init; }

    /// <summary>The settings that the mapping declares.</summary>
    public required IReadOnlySet<string> Settings { get; init; }

    /// <summary>What references to tables lead to: by <c>table</c>, or <c>table/word</c> for one resource of several.</summary>
    public required IReadOnlyDictionary<string, TableTarget> Targets { get; init; }

    /// <summary>What tables say to one another.</summary>
    public required TableLinks Links { get; init; }

    /// <summary>Name of this table.</summary>
    public required string Table { get; init; }

    /// <summary>Column with the record's own key, or null.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>The columns of this table, which grow as they are named.</summary>
    public TableColumns Columns { get; } = new();

    /// <summary>The words of this table that are worked out, in order.</summary>
    public List<Word> Words { get; } = [];

    /// <summary>For a table of FHIR records: their type, whose paths are the columns. Null for rows.</summary>
    public FhirType? Record { get; init; }

    /// <summary>Whether the resource keeps what the mapping does not write.</summary>
    public bool Keeps { get; init; }

    /// <summary>What <c>{n}</c> stands for, inside of what is repeated.</summary>
    public int? Number { get; init; }

    /// <summary>The words of this table's resources; empty for the one without.</summary>
    public IReadOnlySet<string> RowResources { get; init; } = new HashSet<string>();

    /// <summary>What a text says here.</summary>
    public string Said(string text) => Number is { } number ? text.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : text;

    public bool TryMap(YamlNode place, string? name, out CodeMap? map)
    {
        map = null;
        if (name is null || Maps.TryGetValue(name, out map)) return true;
        Problems.Unknown(place, "map", name, Maps.Keys);
        return false;
    }

    public bool TryList(YamlNode place, string? name, out CodeList? list)
    {
        list = null;
        if (name is null || Lists.TryFind(name, out list, out var problem)) return true;
        Problems.Add(place, problem, $"Name a list or map of this mapping ({string.Join(", ", Lists.Names.Take(20))}), or a value set of a loaded package.");
        return false;
    }

    /// <summary>A target of references, or null after noting a problem.</summary>
    public ReferenceTarget? Target(YamlNode place, string name)
    {
        if (Targets.TryGetValue(name, out var target)) return target.Reference;
        Problems.Unknown(place, "table", name, Targets.Keys);
        return null;
    }

    /// <summary>A column, word or setting by its name; null after noting a problem.</summary>
    public TextValue? Named(YamlNode place, string name)
    {
        if (!name.StartsWith("settings.", StringComparison.Ordinal))
            return Words.Find(word => word.Name == name) is { } word ? new WordText(word) : OfColumn(place, name);
        var setting = name["settings.".Length..];
        if (Settings.Contains(setting)) return new SettingText(setting);
        Problems.Unknown(place, "setting", setting, Settings);
        return null;
    }

    /// <summary>What to write in the place of a code that an element may never have; null for a code that it may, or of which nobody can say.</summary>
    /// <param name="property">The element.</param>
    /// <param name="system">The code's system; null where the element says it.</param>
    /// <param name="code">The code.</param>
    public string? InsteadOf(FhirProperty property, string? system, string code)
    {
        if (property.Element.Binding is not { Strength: BindingStrength.Required } binding || Definitions.FindValueSet(binding.ValueSet) is not { } set) return null;
        var bytes = Encoding.UTF8.GetBytes(code);
        var membership = system is null ? set.ContainsCode(bytes, out _) : set.Contains(Encoding.UTF8.GetBytes(system), bytes, out _);
        return membership == Membership.NotMember ? $"Write one of: {string.Join(", ", set.Concepts.Take(20).Select(concept => concept.Code))}." : null;
    }

    private Cell OfColumn(YamlNode place, string name)
    {
        Columns.Change(name, column => column with { IsText = true }, place);
        return new Cell(name);
    }

    /// <summary>States that several values of a column are taken.</summary>
    public void TakeSeveral(string name)
    {
        if (Columns.IndexOf(name) >= 0) Columns.Change(name, column => column with { IsSeveral = true });
    }

    /// <summary>The scopes of what a node says: this one, or one for each number of its <c>repeat: 1..3</c>.</summary>
    public IEnumerable<MappingScope> Repeated(YamlMappingNode node)
    {
        if (MappingText.Node(node, "repeat") is not { } range) return [this];
        var ends = MappingText.Of(range).Split("..", 2);
        if (ends.Length == 2 && int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) && int.TryParse(ends[1], CultureInfo.InvariantCulture, out var last) && first >= 0 && last >= first && last - first < 1000)
            return Enumerable.Range(first, last - first + 1).Select(number => this with { Number = number });
        Problems.Add(range, $"'{MappingText.Of(range)}' is no range of numbers", "Write repeat: 1..3, and {n} where the number stands, as in $Gene{n}.");
        return [];
    }

    /// <summary>The URI of a code system that a mapping names, by its URI or a common short name.</summary>
    public static string CodeSystem(string name) => CodeSystems.Resolve(name) ?? name;
}
