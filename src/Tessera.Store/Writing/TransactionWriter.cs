using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.References;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Writing;

/// <summary>Writes the entries of one transaction on the writer's thread, in the order of https://hl7.org/fhir/R4/http.html#trules: what conditions
/// mean is decided first, then deletes, creates, updates; what refers to others by a search comes last, so that it finds what the others wrote.</summary>
internal sealed class TransactionWriter(ResourceWriter resources, WritePreparation preparation, Vocabulary vocabulary)
{
    /// <summary>Writes all; the caller undoes everything when one outcome is a failure. Outcomes are in the order of the writes.</summary>
    public WriteOutcome[] Write(DatabaseConnection connection, Access access, PreparedWrite[] writes)
    {
        var outcomes = new WriteOutcome?[writes.Length];
        var meant = Meant(connection, access, writes, outcomes);
        if (Overlap(writes, meant, outcomes) is { } overlap) outcomes[overlap] = Refused(meant[overlap], IssueType.Duplicate, "Another entry of the transaction is about the same resource.");
        foreach (var at in Order(meant))
        {
            if (Array.Exists(outcomes, outcome => outcome is { Succeeded: false })) break;
            outcomes[at] ??= WithReferences(connection, access, ref meant[at]) ?? resources.Write(connection, access, meant[at]);
        }

        return [.. outcomes.Select((outcome, at) => outcome ?? NotReached(meant[at]))];
    }

    // Conditions are asked before anything is written, so that an entry cannot be taken for the match of another's.
    private PreparedWrite[] Meant(DatabaseConnection connection, Access access, PreparedWrite[] writes, WriteOutcome?[] outcomes)
    {
        var meant = new PreparedWrite[writes.Length];
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < writes.Length; i++)
        {
            meant[i] = writes[i];
            if (writes[i].Refusal is not null || writes[i].Write.Criteria is null || !AccessRules.MayWrite(access, writes[i].Write.Type)) continue;
            outcomes[i] = resources.Conditions.Resolve(connection, access, writes[i], out meant[i]);
            var id = outcomes[i] is { Succeeded: true, Version: > 0 } match ? match.Id : meant[i].Id;
            if (id != writes[i].Id) renamed[$"{writes[i].Write.Type}/{writes[i].Id}"] = $"{writes[i].Write.Type}/{id}";
            // The question is answered: the writer need not ask it again.
            meant[i] = meant[i] with { Write = meant[i].Write with { Criteria = null } };
        }

        if (renamed.Count > 0)
            for (var i = 0; i < meant.Length; i++) meant[i] = Renamed(meant[i], (url, _) => renamed.GetValueOrDefault(url));
        return meant;
    }

    private PreparedWrite Renamed(PreparedWrite write, Func<string, bool, string?> replacement)
    {
        if (write.Write.Document is not { } document) return write;
        var changed = ResourceUrls.Replace(document, preparation.Definitions, replacement);
        if (ReferenceEquals(changed, document)) return write;
        var prepared = preparation.Prepare(write.Write with { Document = changed, Id = write.Id });
        vocabulary.Require(prepared);
        return prepared;
    }

    // Creates that found their match write nothing, so that several may mean the same. Of two that found none under the same condition the second
    // would have to be the first: that is refused, not guessed.
    private static int? Overlap(PreparedWrite[] asked, PreparedWrite[] meant, WriteOutcome?[] outcomes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < meant.Length; i++)
        {
            if (outcomes[i] is not null) continue;
            var condition = asked[i].Write is { Kind: WriteKind.Create, Criteria: { } criteria } ? string.Join('&', criteria.Applied) : null;
            if (!seen.Add($"{meant[i].Write.Type}/{meant[i].Id}") || (condition is not null && !seen.Add($"{meant[i].Write.Type}?{condition}"))) return i;
        }

        return null;
    }

    private static IEnumerable<int> Order(PreparedWrite[] writes) => Enumerable.Range(0, writes.Length)
        .OrderBy(at => writes[at].Write.ConditionalReferences.Count > 0)
        .ThenBy(at => writes[at].Write.Kind switch { WriteKind.Delete => 0, WriteKind.Create => 1, _ => 2 });

    private WriteOutcome? WithReferences(DatabaseConnection connection, Access access, ref PreparedWrite write)
    {
        if (write.Write.ConditionalReferences.Count == 0) return null;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, query) in write.Write.ConditionalReferences)
        {
            var matches = resources.Conditions.Matches(connection, access, query);
            if (matches.Count != 1)
                return Refused(write, matches.Count == 0 ? IssueType.NotFound : IssueType.MultipleMatches, $"{(matches.Count == 0 ? "No" : "More than one")} {query.Type} matches a conditional reference.");
            found[text] = $"{matches[0].Type}/{matches[0].Id}";
        }

        write = Renamed(write, (url, isReference) => isReference ? found.GetValueOrDefault(url) : null);
        return null;
    }

    private static WriteOutcome NotReached(PreparedWrite write) =>
        Refused(write, IssueType.Processing, "Not written, because another write of the same transaction was refused.") with { IsUndone = true };

    private static WriteOutcome Refused(PreparedWrite write, IssueType type, string message) =>
        new(WriteStatus.Refused, write.Write.Type, write.Id, 0, default) { Issue = new Issue(IssueSeverity.Error, type, write.Write.Type, message) };
}
