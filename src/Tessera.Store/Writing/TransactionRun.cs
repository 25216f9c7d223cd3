using Tessera.Database;
using Tessera.Fhir;
using Tessera.Store.Searching;

namespace Tessera.Store.Writing;

/// <summary>One transaction. What it comes to does not depend on the order of its entries: what changes or deletes is decided on what was there before,
/// deletes come first, creates are decided on what they leave, updates and patches follow, and what refers to others by a search is last. In the end
/// every condition is asked again: it must match what its entry means and nothing else, or the entries contradict each other.</summary>
internal sealed class TransactionRun(TransactionWriter transaction, ResourceWriter resources, DatabaseConnection connection, Access access, PreparedWrite[] asked)
{
    private readonly PreparedWrite[] meant = [.. asked];
    private readonly WriteOutcome?[] outcomes = new WriteOutcome?[asked.Length];
    private bool hasFailed;

    public WriteOutcome[] Run()
    {
        Decide(write => write.Kind != WriteKind.Create);
        RefuseOverlaps(at => $"{meant[at].Write.Type}/{meant[at].Id}", "Another entry of the transaction is about the same resource.", "Send them in two transactions.");
        WriteAll(at => meant[at].Write.Kind == WriteKind.Delete);
        Decide(write => write.Kind == WriteKind.Create);
        // The second would have to be the first: that is refused, not guessed.
        RefuseOverlaps(UnmetCondition, "Another entry of the transaction creates under the same criteria.", "Send one, and refer to it by its fullUrl.");
        FollowMatches();
        WriteAll(at => meant[at] is { Write: { Kind: WriteKind.Create, ConditionalReferences.Count: 0 } });
        WriteAll(at => meant[at] is { Write.ConditionalReferences.Count: 0 });
        WriteReferring();
        AskAgain();
        return [.. outcomes.Select((outcome, at) => outcome ?? Refused(at, IssueType.Processing, "Not written, because another write of the same transaction was refused.", null) with { IsUndone = true })];
    }

    private void Decide(Func<ResourceWrite, bool> which)
    {
        for (var i = 0; i < meant.Length && !hasFailed; i++)
        {
            if (meant[i] is not { Refusal: null, Write: { Criteria: not null } write } || !which(write) || !AccessRules.MayWrite(access, write.Type)) continue;
            Told(i, resources.Conditions.Resolve(connection, access, meant[i], out meant[i]));
            // The question is answered: the writer need not ask it again.
            meant[i] = meant[i] with { Write = meant[i].Write with { Criteria = null } };
        }
    }

    private void RefuseOverlaps(Func<int, string?> identity, string message, string fix)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < meant.Length && !hasFailed; i++)
            if (outcomes[i] is null && identity(i) is { } own && !seen.TryAdd(own, i)) Told(i, Refused(i, IssueType.Duplicate, message, fix) with { Rival = seen[own] });
    }

    // Creates that found their match write nothing, so that several may mean the same.
    private string? UnmetCondition(int at) => meant[at].Write.Kind == WriteKind.Create && asked[at].Write.Criteria is { } criteria
        ? $"{criteria.Type}?{string.Join('&', criteria.Applied.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal))}"
        : null;

    /// <summary>What refers to an entry that turned out to mean another resource refers to that one.</summary>
    private void FollowMatches()
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < meant.Length; i++)
        {
            if (meant[i].Write.Kind == WriteKind.Delete) continue;
            var id = outcomes[i] is { Succeeded: true } match ? match.Id : meant[i].Id;
            if (id != asked[i].Id) renamed[$"{asked[i].Write.Type}/{asked[i].Id}"] = $"{asked[i].Write.Type}/{id}";
        }

        if (renamed.Count == 0 || hasFailed) return;
        for (var i = 0; i < meant.Length; i++)
            if (outcomes[i] is null) meant[i] = transaction.Renamed(meant[i], (url, _) => renamed.GetValueOrDefault(url));
    }

    private void WriteAll(Func<int, bool> which)
    {
        for (var i = 0; i < meant.Length && !hasFailed; i++)
            if (outcomes[i] is null && which(i)) Told(i, resources.Write(connection, access, meant[i]));
    }

    /// <summary>An entry that refers to others by a search waits for those of the types that it searches, so that it finds what they write.</summary>
    private void WriteReferring()
    {
        var waiting = Enumerable.Range(0, meant.Length).Where(at => outcomes[at] is null).ToArray();
        while (!hasFailed && waiting.Length > 0)
        {
            var types = waiting.Select(at => meant[at].Write.Type).ToHashSet(StringComparer.Ordinal);
            var ready = Array.FindAll(waiting, at => !meant[at].Write.ConditionalReferences.Values.Any(query => types.Contains(query.Type)));
            if (ready.Length > 0) Refer(ready);
            else Rehearse(ready = waiting);
            WriteAll(ready.Contains);
            waiting = [.. waiting.Except(ready)];
        }
    }

    // Those that wait for each other are written as they are, so that the searches have an answer, and taken back.
    private void Rehearse(int[] waiting)
    {
        resources.Undoing(connection, () =>
        {
            WriteAll(waiting.Contains);
            if (!hasFailed) Refer(waiting);
        });
        foreach (var at in waiting)
            if (outcomes[at] is { Succeeded: true }) outcomes[at] = null;
    }

    private void Refer(int[] places)
    {
        foreach (var at in places)
        {
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (text, query) in meant[at].Write.ConditionalReferences)
            {
                var matches = resources.Conditions.Matches(connection, access, query);
                if (matches.Count != 1)
                {
                    var type = matches.Count == 0 ? IssueType.NotFound : IssueType.MultipleMatches;
                    Told(at, Refused(at, type, $"{(matches.Count == 0 ? "No" : "More than one")} {query.Type} matches a conditional reference.", null));
                    return;
                }

                found[text] = $"{matches[0].Type}/{matches[0].Id}";
            }

            meant[at] = transaction.Renamed(meant[at], (url, isReference) => isReference ? found.GetValueOrDefault(url) : null);
        }
    }

    private void AskAgain()
    {
        if (hasFailed) return;
        var written = new Dictionary<(string Type, string Id), int>();
        for (var i = 0; i < outcomes.Length; i++)
            if (outcomes[i] is { Status: WriteStatus.Created or WriteStatus.Updated } outcome) written[(outcome.Type, outcome.Id)] = i;
        for (var i = 0; i < asked.Length && !hasFailed; i++)
        {
            if (asked[i].Write.Criteria is not { } criteria || outcomes[i] is not { } own) continue;
            if (written.Count == (written.GetValueOrDefault((own.Type, own.Id), -1) == i ? 1 : 0)) continue;
            foreach (var match in resources.Conditions.Matches(connection, access, criteria))
            {
                if (match.Type == own.Type && match.Id == own.Id) continue;
                var refusal = Refused(
                    i, IssueType.Duplicate, "What another entry of the transaction writes matches the criteria of this one.", "Send them in two transactions, or leave one out and refer to the other by its fullUrl.");
                outcomes[i] = null;
                Told(i, refusal with { Rival = written.TryGetValue((match.Type, match.Id), out var rival) ? rival : null });
                break;
            }
        }
    }

    private void Told(int at, WriteOutcome? outcome)
    {
        outcomes[at] = outcome;
        hasFailed |= outcome is { Succeeded: false };
    }

    private WriteOutcome Refused(int at, IssueType type, string message, string? fix) =>
        new(WriteStatus.Refused, meant[at].Write.Type, meant[at].Id, 0, default) { Issue = new Issue(IssueSeverity.Error, type, meant[at].Write.Type, message) { Fix = fix } };
}
