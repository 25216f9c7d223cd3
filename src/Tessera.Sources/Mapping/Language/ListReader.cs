using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the code lists of a mapping: each entry <c>code</c> or <c>system|code</c>, a star at its end for all that begin so.</summary>
internal sealed class ListReader(MappingProblems problems)
{
    public IReadOnlyList<CodeList> Read(YamlMappingNode root)
    {
        if (MappingText.Node(root, "lists") is not { } node) return [];
        if (node is not YamlMappingNode all)
        {
            problems.Add(node, "'lists' needs names of lists", "Write approved: and below it the codes, each after a hyphen.");
            return [];
        }

        var lists = new List<CodeList>();
        foreach (var (name, entries) in all.Children)
        {
            var codes = MappingText.Values(all, MappingText.Of(name));
            if (codes.Count == 0 || codes.Contains("")) problems.Add(entries, $"the list '{MappingText.Of(name)}' needs codes", "Write [a, b], or each after a hyphen.");
            else lists.Add(new CodeList(MappingText.Of(name), codes.Select(Whole)));
        }

        return lists;
    }

    private static string Whole(string entry)
    {
        var bar = entry.LastIndexOf('|');
        return bar < 0 ? entry : $"{MappingScope.CodeSystem(entry[..bar])}|{entry[(bar + 1)..]}";
    }
}
