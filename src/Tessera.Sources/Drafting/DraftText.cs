using System.Text;

namespace Tessera.Sources.Drafting;

/// <summary>Writes YAML with comments.</summary>
internal sealed class DraftText
{
    private const int CommentColumn = 60;

    // What would be read as the end of the name.
    private static readonly string[] Signs = ["|", "->", "<-", "{", "}", " is ", " in ", " not ", " matches ", " starts with ", " does not "];

    private readonly StringBuilder text = new();

    /// <summary>A line, indented by pairs of spaces, with a comment behind it.</summary>
    public DraftText Line(int depth, string content, string? comment = null)
    {
        var line = new string(' ', depth * 2) + content;
        text.Append(comment is null ? line : line.PadRight(CommentColumn) + " # " + comment).Append('\n');
        return this;
    }

    /// <summary>A comment of its own.</summary>
    public DraftText Comment(int depth, string comment) => Line(depth, "# " + comment);

    /// <summary>An empty line.</summary>
    public DraftText Blank()
    {
        text.Append('\n');
        return this;
    }

    /// <summary>A scalar, in quotes where YAML would read it as something else.</summary>
    public static string Scalar(string value) =>
        value.Length > 0 && (char.IsLetter(value[0]) || (value[0] == '$' && value.Length > 1)) && value.Skip(1).All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or ' ' or '/' or '$' or '|')
            && value == value.Trim() && value.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? value
            : Quoted(value);

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal) + "\"";

    /// <summary>A cell of a column.</summary>
    public static string Cell(ColumnSample column) => Scalar("$" + column.Header);

    /// <summary>Whether a column's name can stand in an expression.</summary>
    public static bool CanBeNamed(ColumnSample column) => !Array.Exists(Signs, sign => column.Header.Contains(sign, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
