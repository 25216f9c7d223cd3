using System.Globalization;
using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The names that a part of a mapping may use.</summary>
/// <param name="Problems">Where mistakes go.</param>
/// <param name="Maps">Code maps by their names.</param>
/// <param name="Targets">What references to tables lead to: by <c>table</c>, or <c>table/word</c> for one resource of several.</param>
/// <param name="Columns">The columns of this table, which grow as they are named.</param>
/// <param name="Definitions">What profiles and elements there are.</param>
internal sealed record MappingScope(
    MappingProblems Problems, IReadOnlyDictionary<string, CodeMap> Maps, IReadOnlyDictionary<string, TableTarget> Targets, TableColumns Columns, FhirDefinitions Definitions)
{
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

    /// <summary>The condition that a node states, or null after noting a problem.</summary>
    public Func<Row, bool>? Condition(YamlNode node)
    {
        if ((node as YamlScalarNode)?.Value is { } text && RowCondition.TryParse(Said(text), out var condition))
        {
            _ = Columns.Use(condition.Column);
            return condition.Holds;
        }

        Problems.Add(node, "this is no condition", "Write $Column, no $Column, $Column is a, b or $Column is not a, b.");
        return null;
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
