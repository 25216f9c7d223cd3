using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tessera.Fhir;

namespace Tessera.Web.Fhir.Changes;

/// <summary>A place in the feed: the epoch of the store, since a restored one numbers its changes anew, and the number of a change.</summary>
internal static class ChangeCursor
{
    /// <summary>Before the first change.</summary>
    public const string Beginning = "0";

    public static string ToText(string epoch, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{sequence}");

    /// <summary>Reads a place; <c>0</c> is the beginning.</summary>
    public static bool TryParse(string text, string epoch, long latest, out long sequence, [NotNullWhen(false)] out Issue? issue)
    {
        (sequence, issue) = (0, null);
        if (text == Beginning) return true;
        var dot = text.LastIndexOf('.');
        if (dot < 0 || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "since", "since is the id of an event of this feed, or 0 for the beginning.");
        else if (text[..dot] != epoch)
            issue = new Issue(IssueSeverity.Error, IssueType.Deleted, "since", "The store was restored since: its changes are numbered anew.") { Fix = "Start again with since=0, and compare what you have." };
        else if (sequence > latest)
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "since", $"There is no such change yet; the latest is {ToText(epoch, latest)}.") { Fix = "Use the id of an event that this feed gave." };
        return issue is null;
    }
}
