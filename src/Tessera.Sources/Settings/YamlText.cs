using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Settings;

/// <summary>Reads the YAML that people write for the program: one document, no key twice, nested no deeper than a person writes. The events are
/// looked at first, because the library builds its nodes with a call for each level.</summary>
public static partial class YamlText
{
    // FHIR nests some twenty levels where it nests deepest.
    private const int MostLevels = 100;

    /// <summary>The node of the document; null where there is none, or after stating the problem.</summary>
    public static YamlNode? Read(string text, out YamlProblem? problem)
    {
        var open = new Stack<Level>();
        try
        {
            if ((problem = Check(text, open)) is not null) return null;
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is not [var document]) return null;
            if (TooDeep(document.RootNode, 0) is not { } place) return document.RootNode;
            problem = Problem(place.Start, "the file nests without end: an alias (*name) stands inside of what it names", "Write out what is meant here.");
        }
        // Where a bracket is not closed the library ends in other exceptions too.
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            problem = open.TryPeek(out var last) && last.Bracket is { } bracket
                ? Problem(bracket, "this is not YAML", "The bracket or brace that begins here is not closed: close it, or put the text in quotes.")
                : Broken(text, wrong);
        }

        return null;
    }

    private static YamlProblem? Check(string text, Stack<Level> open)
    {
        var documents = 0;
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
        {
            var current = parser.Current!;
            if (current is DocumentStart && ++documents > 1) return Problem(current.Start, "a second document begins here, and a file is one", "Make two files of it, or remove the line ---.");
            if (current is NodeEvent node && open.TryPeek(out var level) && level.Take(node) is { } twice) return twice;
            if (current is SequenceStart list) open.Push(new Level(isMapping: false, list.Style == SequenceStyle.Flow ? list.Start : null));
            else if (current is MappingStart mapping) open.Push(new Level(isMapping: true, mapping.Style == MappingStyle.Flow ? mapping.Start : null));
            else if (current is SequenceEnd or MappingEnd) open.Pop();
            if (open.Count > MostLevels) return Problem(current.Start, $"the file nests deeper than {MostLevels} levels", "Check the brackets of this line.");
        }

        return null;
    }

    // A tab is told where it stands; the library tells it where the mapping began.
    private static YamlProblem Broken(string text, Exception wrong)
    {
        var place = wrong is YamlException { Start.Line: > 0 } told ? told.Start : new Mark(0, 1, 1);
        if (Tab().Matches(text).FirstOrDefault(tab => text.AsSpan(0, tab.Index).Count('\n') + 1 >= place.Line) is { } found)
            return new YamlProblem(text.AsSpan(0, found.Index).Count('\n') + 1, found.Length, "this is not YAML: a line is indented with a tab", "Indent with spaces.");
        return Problem(place, wrong is YamlException ? $"this is not YAML: {Reason(wrong.Message)}" : "this is not YAML", "Check the indentation and the quotes of this line.");
    }

    private static string Reason(string message)
    {
        var reason = message.Split("): ")[^1].Trim().TrimEnd('.');
        return reason.Length == 0 ? "its parts do not fit together" : char.ToLowerInvariant(reason[0]) + reason[1..];
    }

    private static YamlNode? TooDeep(YamlNode node, int level) => level > MostLevels ? node : node switch
    {
        YamlMappingNode mapping => mapping.Children.Select(pair => TooDeep(pair.Value, level + 1)).FirstOrDefault(found => found is not null),
        YamlSequenceNode list => list.Children.Select(item => TooDeep(item, level + 1)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static YamlProblem Problem(in Mark place, string message, string fix) => new((int)place.Line, (int)place.Column, message, fix);

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline)]
    private static partial Regex Tab();

    // A list or mapping that is not closed yet.
    private sealed class Level(bool isMapping, Mark? bracket)
    {
        private readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);
        private bool isValue = true;

        public Mark? Bracket => bracket;

        // The nodes of a mapping are a key and a value in turn.
        public YamlProblem? Take(NodeEvent node)
        {
            isValue = !isValue;
            if (!isMapping || isValue || node is not Scalar key || keys.TryAdd(key.Value, key.Start.Line)) return null;
            return Problem(key.Start, $"the key '{key.Value}' is there twice, first in line {keys[key.Value]}", "Leave one of them out, or write both below one key.");
        }
    }
}
