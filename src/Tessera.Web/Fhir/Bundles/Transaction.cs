using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Bundles;

/// <summary>All or nothing: plans every write, resolves the references between entries, writes all in one transaction, then reads. A read that cannot be
/// understood is refused before anything is written; what one finds, or that it finds nothing, is its answer.</summary>
internal sealed class Transaction(CentreNode node, WriteInteraction write, EntryAnswers answered)
{
    public async Task<FhirResponse> Run(FhirRequest request, IReadOnlyList<BundleEntry> entries)
    {
        var places = new List<int>();
        var writes = new List<ResourceWrite>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Refusal is { } refusal) return Failed(i, refusal);
            if (entries[i].IsRead)
            {
                if (entries[i].Route!.Check?.Invoke(entries[i].Request!) is { } misunderstood) return Failed(i, misunderstood);
                continue;
            }

            if (!entries[i].Route!.Writes) return Failed(i, FhirResponse.Failure(400, IssueType.NotSupported, "Operations are not part of a transaction.", "Send a batch."));
            var plan = await write.Plan(entries[i].Request!);
            if (plan.Write is not { } planned) return Failed(i, plan.Refusal!);
            places.Add(i);
            writes.Add(planned.Id is null ? planned with { IdWhenNew = NewId.At(node.Clock.GetUtcNow()) } : planned);
        }

        var references = new BundleReferences(node, request.BaseUrl, places.Select(place => entries[place].FullUrl).ToList(), writes);
        for (var i = 0; i < writes.Count; i++)
        {
            if (references.Resolve(i, out var resolved) is { } refusal) return Failed(places[i], refusal);
            writes[i] = resolved;
        }

        var written = writes.Count == 0 ? [] : await node.Writer.WriteTogether(request.Access, writes, node.Settings.Validation, WritePriority.Interactive, request.Cancel);
        return await FirstFailure(entries, places, written) ?? BundleInteraction.Bundle("transaction-response", request, await Answers(entries, places, written));
    }

    // What was only undone with another says nothing new: the cause is told.
    private async Task<FhirResponse?> FirstFailure(IReadOnlyList<BundleEntry> entries, List<int> places, IReadOnlyList<ValidatedWrite> written)
    {
        for (var i = 0; i < written.Count; i++)
        {
            var isCause = written[i].Outcome is { } outcome
                ? outcome is { Succeeded: false, IsUndone: false }
                : written[i].Validation is { } found && node.Settings.Validation.FirstRefused(found) is not null;
            if (isCause) return Failed(places[i], await write.Answer(entries[places[i]].Request!, written[i]), written[i].Outcome?.Rival is { } rival ? places[rival] : null);
        }

        return null;
    }

    // All is written: whatever happens now is told of the entry that it happens to.
    private async Task<FhirResponse[]> Answers(IReadOnlyList<BundleEntry> entries, List<int> places, IReadOnlyList<ValidatedWrite> written)
    {
        var answers = new FhirResponse[entries.Count];
        for (var i = 0; i < places.Count; i++)
        {
            var (entry, outcome) = (entries[places[i]], written[i]);
            answers[places[i]] = await answered.Of(entry, () => write.Answer(entry.Request!, outcome));
        }

        for (var i = 0; i < entries.Count; i++)
            if (entries[i].IsRead) answers[i] = await answered.Of(entries[i]);
        return answers;
    }

    private static FhirResponse Failed(int entry, FhirResponse cause, int? rival = null) =>
        cause with { Body = OperationOutcomes.At(cause.Body, Place(entry), rival is { } other ? Place(other) : null), Version = 0, Location = null };

    private static string Place(int entry) => string.Create(CultureInfo.InvariantCulture, $"Bundle.entry[{entry}]");
}
