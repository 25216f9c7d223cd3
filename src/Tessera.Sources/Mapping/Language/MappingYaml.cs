using Tessera.Fhir;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the YAML of a mapping: one document that holds keys, that ends, and that nests no deeper than a person writes.</summary>
internal static class MappingYaml
{
    // FHIR nests some twenty levels where it nests deepest.
    private const int MostLevels = 100;

    /// <summary>The keys of a mapping; null after noting what is wrong.</summary>
    public static YamlMappingNode? Root(string path, TextReader text, List<Issue> issues)
    {
        var all = text.ReadToEnd();
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(all));
            if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
                Note(new Mark(0, 1, 1), "the mapping holds no keys", "Start with source: and tables:.");
            else if (TooDeep(root, 0) is { } place) Note(place.Start, "the mapping nests without end: an alias (*name) stands inside of what it names", "Write out what is meant here.");
            else return root;
        }
        // Where a bracket is not closed the library ends in other exceptions too.
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            if (NotClosed(all) is { } open) Note(open, "this is not YAML", "The bracket or brace that begins here is not closed: close it, or put the text in quotes.");
            else Note((wrong as YamlException)?.Start ?? new Mark(0, 1, 1), "this is not YAML", "Check the indentation and the quotes of this line.");
        }

        return null;

        void Note(in Mark place, string message, string fix) =>
            issues.Add(new Issue(IssueSeverity.Error, IssueType.Structure, path, message) { Line = (int)place.Line, Column = (int)place.Column, Fix = fix });
    }

    // The innermost bracket or brace that is open where reading ends.
    private static Mark? NotClosed(string text)
    {
        var open = new Stack<Mark?>();
        try
        {
            for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
            {
                if (parser.Current is SequenceStart list) open.Push(list.Style == SequenceStyle.Flow ? list.Start : null);
                else if (parser.Current is MappingStart mapping) open.Push(mapping.Style == MappingStyle.Flow ? mapping.Start : null);
                else if (parser.Current is SequenceEnd or MappingEnd) open.Pop();
            }
        }
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return open.TryPeek(out var last) ? last : null;
        }

        return null;
    }

    private static YamlNode? TooDeep(YamlNode node, int level) => level > MostLevels ? node : node switch
    {
        YamlMappingNode mapping => mapping.Children.Select(pair => TooDeep(pair.Value, level + 1)).FirstOrDefault(found => found is not null),
        YamlSequenceNode list => list.Children.Select(item => TooDeep(item, level + 1)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
