using System.Text;
using Tessera.Centre.Import;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Centre.Vanishing;

/// <summary>After a run that saw all of its source: finds the resources that the source gave once and gives no longer, and does with them what the
/// rule says. What may come from a record in quarantine is left alone, and so is what others that stay refer to.</summary>
internal sealed class VanishedSweep(CentreNode node, ImportSource source, long run, DateTimeOffset started)
{
    private const int Piece = 128;
    private const int MostNotes = 20;
    private readonly List<string> notes = [];
    private static readonly byte[] TagJson = Encoding.UTF8.GetBytes($$"""{"system":"{{VanishedPolicy.TagSystem}}","code":"{{VanishedPolicy.Tag}}"}""");

    public async Task<VanishedCount> Run(SourceSight sight, CancellationToken cancel)
    {
        await ForgetReturned(sight, cancel).ConfigureAwait(false);
        if (!node.Store.HasOrigins(source.Id, started)) return new VanishedCount(0, 0, 0, 0, false);
        var (gone, total, undecided) = Find(sight, cancel);
        var moved = new MovedRecords(node.Store, source.Id).Among(gone, sight, cancel);
        gone.RemoveAll(resource => moved.ContainsKey((resource.Type, resource.Id)));
        var policy = source.Vanished;
        var acts = policy.Rule != VanishedRule.Keep;
        var fresh = gone.Where(resource => node.Vanished.Find(resource.Type, resource.Id)?.Action is not { } done || (acts && done == VanishedRule.Keep)).ToList();
        var refused = acts && fresh.Count > policy.LargestShare * total;
        var rule = refused ? VanishedRule.Keep : policy.Rule;
        if (rule == VanishedRule.Delete) fresh = WithoutReferred(fresh, cancel);
        foreach (var piece in fresh.Chunk(Piece)) await Act(piece, rule, cancel).ConfigureAwait(false);
        var removed = await Remove(moved, cancel).ConfigureAwait(false);
        return new VanishedCount(gone.Count, rule == VanishedRule.Mark ? fresh.Count : 0, rule == VanishedRule.Delete ? fresh.Count : 0, undecided, refused) { Moved = removed };
    }

    /// <summary>What was done with records that are another patient's now, for the account: ids of resources, no patient data.</summary>
    public IReadOnlyCollection<string> Notes => notes;

    /// <summary>After an increment: does what the rule says with what the source itself says was deleted.</summary>
    /// <param name="deleted">The resources, <c>Type/id</c>.</param>
    /// <param name="sight">What the run saw: what was deleted and came back is there.</param>
    /// <param name="cancel">Stops between resources.</param>
    public async Task<VanishedCount> Deleted(IReadOnlyCollection<string> deleted, SourceSight sight, CancellationToken cancel)
    {
        var gone = new List<SourceResource>();
        foreach (var name in deleted)
        {
            if (name.Split('/') is not [var type, var id] || sight.Seen.Contains(type, id) || node.Vanished.Find(type, id) is not null) continue;
            var origins = await node.Store.Origins(Access.Everything, type, id, cancel).ConfigureAwait(false);
            if (origins.FirstOrDefault(origin => origin.Source == source.Id) is { } origin) gone.Add(new SourceResource(type, id, origin.File, origin.Row) { Mapping = origin.Mapping, RecordKey = origin.RecordKey });
        }

        var rule = source.Vanished.Rule;
        var acted = rule == VanishedRule.Delete ? WithoutReferred(gone, cancel) : gone;
        foreach (var piece in acted.Chunk(Piece)) await Act(piece, rule, cancel).ConfigureAwait(false);
        return new VanishedCount(gone.Count, rule == VanishedRule.Mark ? acted.Count : 0, rule == VanishedRule.Delete ? acted.Count : 0, 0, false);
    }

    /// <summary>Forgets that records were gone which this run has seen.</summary>
    public async Task ForgetReturned(SourceSight sight, CancellationToken cancel)
    {
        var returned = new List<VanishedResource>();
        for (var skip = 0; node.Vanished.List(source.Id, skip, 1000) is { Count: > 0 } page; skip += page.Count)
            returned.AddRange(page.Where(resource => sight.Seen.Contains(resource.Type, resource.Id)));
        if (returned.Count == 0) return;
        await node.Store.Database.Writer.Run(
            connection =>
            {
                foreach (var resource in returned) VanishedRecords.Remove(connection, resource.Type, resource.Id);
                return true;
            },
            WritePriority.Bulk,
            cancel).ConfigureAwait(false);
    }

    private (List<SourceResource> Gone, long Total, long Undecided) Find(SourceSight sight, CancellationToken cancel)
    {
        var gone = new List<SourceResource>();
        var (total, undecided) = (0L, 0L);
        foreach (var resource in node.Store.ResourcesOf(source.Id, cancel))
        {
            total++;
            if (sight.Seen.Contains(resource.Type, resource.Id)) continue;
            if (sight.IsHeld(resource.File)) undecided++;
            else gone.Add(resource);
        }

        return (gone, total, undecided);
    }

    // A record that is another patient's now must not stay with the first, whatever the rule for what vanishes says, and however many there are:
    // each of them is there, under its new patient.
    private async Task<long> Remove(IReadOnlyDictionary<(string Type, string Id), (SourceResource Before, SourceResource Now)> moved, CancellationToken cancel)
    {
        var before = moved.Values.Select(pair => pair.Before).ToList();
        var delete = WithoutReferred(before, cancel);
        var mark = before.Except(delete).Where(resource => node.Vanished.Find(resource.Type, resource.Id)?.Action is not VanishedRule.Mark).ToList();
        foreach (var piece in delete.Chunk(Piece)) await Act(piece, VanishedRule.Delete, cancel).ConfigureAwait(false);
        foreach (var piece in mark.Chunk(Piece)) await Act(piece, VanishedRule.Mark, cancel).ConfigureAwait(false);
        var done = delete.Select(resource => (resource, "deleted")).Concat(mark.Select(resource => (resource, "marked as vanished, since other records refer to it"))).ToList();
        foreach (var (resource, what) in done.Take(MostNotes))
            notes.Add($"{resource.Type}/{resource.Id} is another patient's now, as {resource.Type}/{moved[(resource.Type, resource.Id)].Now.Id}: it was {what}");
        if (done.Count > MostNotes) notes.Add($"{done.Count - MostNotes} more resources are another patient's now: those of the first patient were deleted or marked");
        return done.Count;
    }

    // What stays must not point at nothing; keeping one may keep others, until none changes.
    private List<SourceResource> WithoutReferred(List<SourceResource> gone, CancellationToken cancel)
    {
        var going = gone.Select(resource => (resource.Type, resource.Id)).ToHashSet();
        while (going.RemoveWhere(resource => node.Store.ReferringTo(resource.Type, resource.Id, cancel).Any(other => !going.Contains(other))) > 0)
        {
        }

        return [.. gone.Where(resource => going.Contains((resource.Type, resource.Id)))];
    }

    private async Task Act(IReadOnlyList<SourceResource> resources, VanishedRule rule, CancellationToken cancel)
    {
        if (rule != VanishedRule.Keep) await Task.WhenAll(resources.Select(resource => Change(resource, rule, cancel))).ConfigureAwait(false);
        await node.Store.Database.Writer.Run(
            connection =>
            {
                foreach (var (type, id, file, row) in resources) VanishedRecords.Put(connection, new VanishedResource(type, id, source.Id, file, row, started, run, rule));
                return true;
            },
            WritePriority.Bulk,
            cancel).ConfigureAwait(false);
    }

    private async Task Change(SourceResource resource, VanishedRule rule, CancellationToken cancel)
    {
        var write = rule == VanishedRule.Delete
            ? new ResourceWrite(WriteKind.Delete, resource.Type, resource.Id, null)
            : new ResourceWrite(WriteKind.Edit, resource.Type, resource.Id, null)
            {
                Change = Tagged, Origins = await node.Store.Origins(Access.Everything, resource.Type, resource.Id, cancel).ConfigureAwait(false),
            };
        await node.Writer.Write(Access.Everything, write, ValidationPolicy.Off, WritePriority.Bulk, cancel).ConfigureAwait(false);
    }

    // A resource of an import always has a meta element: the store writes version and time there.
    private static FhirDocument? Tagged(FhirDocument current, out Issue? refusal)
    {
        refusal = null;
        var meta = current.Root["meta"];
        foreach (var tag in meta["tag"].Items)
            if (tag.Text("system") == VanishedPolicy.TagSystem && tag.Text("code") == VanishedPolicy.Tag) return current;
        var edit = meta["tag"] is { Exists: true } tags ? DocumentEdit.Insert(tags, tags.Count, TagJson) : DocumentEdit.Add(meta, "tag", [(byte)'[', .. TagJson, (byte)']']);
        return edit.TryApply(out var edited, out _, out refusal) ? edited : null;
    }
}
