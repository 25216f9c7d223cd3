using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The columns by which tables are looked up backwards (<c>$Key &lt;- table.Column</c>), found before the tables are read, so that reading ahead can note them.</summary>
internal static class RelatedColumns
{
    /// <summary>Which columns of which table, and whether the asking table is about single patients.</summary>
    public static ILookup<string, (string Column, bool OfPatient)> Find(YamlMappingNode tables) =>
        tables.Children.Where(table => table.Value is YamlMappingNode).SelectMany(table => Find(table.Value, ofPatient: !TableReader.IsShared((YamlMappingNode)table.Value)))
            .Distinct().ToLookup(found => found.Table, found => (found.Column, found.OfPatient), StringComparer.Ordinal);

    private static IEnumerable<(string Table, string Column, bool OfPatient)> Find(YamlNode node, bool ofPatient) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(value => Find(value, ofPatient)),
        YamlSequenceNode list => list.Children.SelectMany(value => Find(value, ofPatient)),
        YamlScalarNode { Value: { } text } when CellExpression.IsMeant(text) && CellExpression.TryParse(text, out var cell, out _) && cell.RelatedColumn is { } column => [(cell.Tables[0], column, ofPatient)],
        _ => [],
    };
}
