using Tessera.Oncology.Mcode;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The names that a part of a mapping may use.</summary>
/// <param name="Problems">Where mistakes go.</param>
/// <param name="Maps">Code maps by their names.</param>
/// <param name="Types">The resource type of each table that others may refer to.</param>
/// <param name="Columns">The columns of this table, which grow as they are named.</param>
internal sealed record MappingScope(MappingProblems Problems, IReadOnlyDictionary<string, CodeMap> Maps, IReadOnlyDictionary<string, string> Types, TableColumns Columns)
{
    public IEnumerable<string> Tables => Types.Keys;

    public string? TypeOf(string table) => Types.GetValueOrDefault(table);

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
        if ((node as YamlScalarNode)?.Value is { } text && RowCondition.TryParse(text, out var condition))
        {
            _ = Columns.Use(condition.Column);
            return condition.Holds;
        }

        Problems.Add(node, "this is no condition", "Write $Column, no $Column, $Column is a, b or $Column is not a, b.");
        return null;
    }

    /// <summary>The URI of a code system that a mapping names, by its URI or a common short name.</summary>
    public static string CodeSystem(string name) => CodeSystems.Resolve(name) ?? name;
}
