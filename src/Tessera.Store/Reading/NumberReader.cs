using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Reading;

/// <summary>Translates between what resources are called and their numbers.</summary>
internal sealed class NumberReader(Vocabulary vocabulary, DatabaseConnection connection)
{
    public long[] Numbers(IReadOnlyList<(string Type, string Id)> resources)
    {
        var numbers = new long[resources.Count];
        using var row = connection.Prepare("select rid from resource_id where type = ?1 and id = ?2");
        for (var at = 0; at < numbers.Length; at++)
        {
            row.Bind(1, vocabulary.Type(resources[at].Type));
            row.Bind(2, resources[at].Id);
            if (row.Step()) numbers[at] = row.Long(0);
            row.Reset();
        }

        return numbers;
    }

    public IReadOnlyList<(string Type, string Id)> Named(IReadOnlyList<long> numbers)
    {
        var found = new List<(string, string)>(numbers.Count);
        using var row = connection.Prepare("select type, id from resource_id where rid = ?1");
        foreach (var number in numbers)
        {
            row.Bind(1, number);
            if (row.Step()) found.Add((vocabulary.TypeName(row.Long(0)), row.Text(1)));
            row.Reset();
        }

        return found;
    }
}
