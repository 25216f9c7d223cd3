using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tessera.Fhir.Json;

/// <summary>Finds contained resources by their ids. A resource has a handful, which are looked through; for more a table is made once, so that
/// thousands of references to thousands of contained resources take time in proportion to the document.</summary>
internal static class ContainedResources
{
    private const int Few = 16;

    private static readonly ConditionalWeakTable<FhirDocument, ConcurrentDictionary<int, Dictionary<string, int>>> Tables = [];

    /// <summary>The first contained resource with this id, or no node.</summary>
    /// <param name="list">The value of <c>contained</c>, or no node.</param>
    /// <param name="idName">Name id of <c>id</c>.</param>
    /// <param name="id">The id, without <c>#</c>.</param>
    public static FhirNode Find(FhirNode list, int idName, ReadOnlySpan<byte> id)
    {
        var seen = 0;
        foreach (var resource in list.Items)
        {
            if (seen++ == Few) return InTable(list, idName, id);
            if (resource[idName].TextEquals(id)) return resource;
        }
        return default;
    }

    private static FhirNode InTable(FhirNode list, int idName, ReadOnlySpan<byte> id)
    {
        var table = Tables.GetOrCreateValue(list.Document).GetOrAdd(list.Index, static (_, key) => Table(key.list, key.idName), (list, idName));
        return id.Length <= 256 && table.TryGetValue(Encoding.UTF8.GetString(id), out var found) ? new FhirNode(list.Document, found) : default;
    }

    private static Dictionary<string, int> Table(FhirNode list, int idName)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in list.Items)
            if (resource[idName] is { Kind: JsonKind.String } id) table.TryAdd(id.ToText(), resource.Index);
        return table;
    }
}
