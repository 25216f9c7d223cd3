using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Writing;

/// <summary>Decides on the writer's thread which resource a conditional write means: nothing can come in between.</summary>
internal sealed class ConditionalWrite(Vocabulary vocabulary, AccessRules rules, WritePreparation preparation)
{
    /// <summary>Runs the criteria of a write.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="access">Who writes: what is not visible to the caller is no match.</param>
    /// <param name="write">The write.</param>
    /// <param name="meant">The write under the id that is meant.</param>
    /// <returns>The outcome when there is nothing to write any more; null when <paramref name="meant"/> is to be written.</returns>
    public WriteOutcome? Resolve(DatabaseConnection connection, Access access, PreparedWrite write, out PreparedWrite meant)
    {
        meant = write;
        var matches = Matches(connection, access, write.Write.Criteria!);
        if (matches.Count > 1) return Refused(write, IssueType.MultipleMatches, "Several resources match the criteria.", "Narrow the criteria, or name the resource by its id.");
        if (matches.Count == 0 && write.Write.Kind == WriteKind.Edit) return Refused(write, IssueType.NotFound, "No resource matches the criteria.", "Widen the criteria, or name the resource by its id.");
        if (matches.Count == 0 && write.Write.Kind == WriteKind.Delete) return new WriteOutcome(WriteStatus.Deleted, write.Write.Type, write.Id, 0, default);
        if (matches.Count == 0)
        {
            // An update that matches nothing creates: were the id in the body that of another resource, it would be overwritten.
            meant = write with { Write = write.Write with { Kind = WriteKind.Create } };
            return null;
        }

        var match = matches[0];
        if (write.Write.Kind == WriteKind.Create) return new WriteOutcome(WriteStatus.Unchanged, match.Type, match.Id, match.Version, match.Updated);
        if (write.Write.Id is { } given && given != match.Id) return Refused(write, IssueType.Conflict, "The id in the body is not that of the resource that matches.", "Leave the id out, or make it that of the match.");
        meant = preparation.Prepare(write.Write with { Id = match.Id, Criteria = null });
        return meant.Refusal is { } refusal ? new WriteOutcome(WriteStatus.Refused, match.Type, match.Id, 0, default) { Issue = refusal } : null;
    }

    /// <summary>The first two resources that match: one is what is meant, two are too many.</summary>
    public IReadOnlyList<StoredResource> Matches(DatabaseConnection connection, Access access, SearchQuery criteria)
    {
        var search = criteria with { Count = 2, Includes = [], Sort = [], Total = default, CountOnly = false, Cursor = null };
        var matches = new SearchRunner(vocabulary, connection, access with { Disclosures = null }, rules.Compile(access, connection)).Run(search).Matches;
        connection.ForgetTests();
        return matches;
    }

    private static WriteOutcome Refused(PreparedWrite write, IssueType type, string message, string fix) =>
        new(WriteStatus.Conflict, write.Write.Type, write.Id, 0, default) { Issue = new Issue(IssueSeverity.Error, type, write.Write.Type, message) { Fix = fix } };
}
