using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads texts: <c>$Column</c> with what is done to it, <c>text with {$Column}</c>, or a text as it stands.</summary>
internal sealed class ValueReader(MappingScope scope)
{
    /// <summary>Whether a text is more than it says.</summary>
    public static bool IsMeant(string text) => CellExpression.IsMeant(text) || text.Contains("{$", StringComparison.Ordinal);

    /// <summary>The value that a text means, or null after noting a problem.</summary>
    public TextValue? Read(YamlNode place, string text, bool forPeople = false)
    {
        text = scope.Said(text);
        if (!CellExpression.IsMeant(text)) return text.Contains("{$", StringComparison.Ordinal) ? Template(place, text) : new LiteralText(text);
        return Expression(place, text) is { } read ? Read(place, read, forPeople) : null;
    }

    /// <summary>An expression, or null after noting a problem.</summary>
    public CellExpression? Expression(YamlNode place, string text)
    {
        if (CellExpression.TryParse(scope.Said(text), out var read, out var problem)) return read;
        scope.Problems.Add(place, problem);
        return null;
    }

    /// <summary>The value of an expression with all its steps, or null after noting a problem.</summary>
    public TextValue? Read(YamlNode place, CellExpression read, bool forPeople = false)
    {
        if (read.Tables.Count > 0 || (read.IsSeveral && read.Code is null) || read.OrText)
        {
            scope.Problems.Add(place, "a reference, 'several' and 'or text' need an element that can hold them");
            return null;
        }
        if (Head(place, read) is not { } head || !scope.TryMap(place, read.Map, out var map) || !scope.TryList(place, read.OneOf, out var list)) return null;
        if (map is null && list is null && read.Default is null && read.Form == TextForm.Plain) return head;
        return new Steps(head) { Map = map, OrItself = read.OrItself, OneOf = list, Default = read.Default, Form = read.Form, ForPeople = forPeople };
    }

    /// <summary>The cells of an expression without its map and list, or null after noting a problem.</summary>
    public TextValue? Cells(YamlNode place, CellExpression read)
    {
        if (Head(place, read) is not { } head) return null;
        return read.Default is null && read.Form == TextForm.Plain ? head : new Steps(head) { Default = read.Default, Form = read.Form };
    }

    private TextValue? Head(YamlNode place, CellExpression read)
    {
        if ((read.IsSystem ? new LiteralText(MappingScope.CodeSystem(read.Column)) : scope.Named(place, read.Column)) is not { } first) return null;
        if (read.Code is null) return first;
        if (scope.Named(place, read.Code) is not { } code) return null;
        if (read.IsSeveral) scope.TakeSeveral(read.Code);
        return new TokenText(first, code) { IsSeveral = read.IsSeveral };
    }

    private TemplateText? Template(YamlNode place, string text)
    {
        var paths = new PathText(text);
        text = paths.Text;
        var parts = new List<TextValue>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("{$", at, StringComparison.Ordinal);
            if (open != at) parts.Add(new LiteralText(text[at..(open < 0 ? text.Length : open)]));
            if (open < 0) break;
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                scope.Problems.Add(place, "a brace is not closed", "Write {$Column}.");
                return null;
            }
            if (Read(place, paths.Show(text[(open + 1)..close])) is not { } part) return null;
            parts.Add(part);
            at = close + 1;
        }

        return new TemplateText(parts);
    }
}
