using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tessera.Fhir;

namespace Tessera.Web.Fhir.Changes;

/// <summary>A place in the feed: the epoch of the store, since a restored one numbers its changes anew, and the number of a change.</summary>
internal static class ChangeCursor
{
    public static string ToText(string epoch, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{sequence}");

    /// <summary>Reads a place; nothing and <c>0</c> are the beginning.</summary>
    public static bool TryParse(string text, string epoch, out long sequence, [NotNullWhen(false)] out Issue? issue)
    {
        (sequence, issue) = (0, null);
        if (text is "" or "0") return true;
        var dot = text.LastIndexOf('.');
        if (dot < 0 || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "since", "since is the id of an event of this feed, or 0 for the beginning.");
        else if (text[..dot] != epoch)
            issue = new Issue(IssueSeverity.Error, IssueType.Deleted, "since", "The store was restored since: its changes are numbered anew.") { Fix = "Start again with since=0, and compare what you have." };
        return issue is null;
    }
}
