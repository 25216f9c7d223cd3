using Tessera.Centre.Verdicts;
using Tessera.Database;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Writes;

/// <summary>The one way into the store: validate, write, keep the verdict.</summary>
public sealed class ResourceWriter
{
    private readonly FhirStore store;
    private readonly FhirValidator validator;
    private readonly VerdictRecords verdicts;

    internal ResourceWriter(FhirStore store, FhirValidator validator, VerdictRecords verdicts) =>
        (this.store, this.validator, this.verdicts) = (store, validator, verdicts);

    /// <summary>Validates and writes one resource; of an edit, what comes out of it.</summary>
    /// <returns>The outcome; without one from the store when the policy refuses what validation found.</returns>
    public async Task<ValidatedWrite> Write(Access access, ResourceWrite write, ValidationPolicy policy, WritePriority priority, CancellationToken cancel)
    {
        var checkedWrite = CheckedWrite.Of(write, validator, policy);
        if (checkedWrite.Refused) return new ValidatedWrite(null, checkedWrite.Found);
        var outcomes = await store.Write(access, [checkedWrite.Write], priority, cancel).ConfigureAwait(false);
        return Kept(checkedWrite, outcomes[0]);
    }

    /// <summary>Validates and writes resources all or none, as one transaction.</summary>
    /// <returns>One result per write, in order. When a single one failed, nothing was written.</returns>
    public async Task<IReadOnlyList<ValidatedWrite>> WriteTogether(
        Access access, IReadOnlyList<ResourceWrite> writes, ValidationPolicy policy, WritePriority priority, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var checkedWrites = writes.Select(write => CheckedWrite.Of(write, validator, policy)).ToList();
        if (checkedWrites.Exists(write => write.Refused)) return [.. checkedWrites.Select(write => new ValidatedWrite(null, write.Found))];
        var outcomes = await store.WriteAtomic(access, [.. checkedWrites.Select(write => write.Write)], priority, cancel).ConfigureAwait(false);
        return [.. checkedWrites.Zip(outcomes, Kept)];
    }

    // A conditional create that found its match wrote nothing: the verdict on what is there stays.
    private ValidatedWrite Kept(CheckedWrite write, WriteOutcome outcome)
    {
        var isMatch = write.Write.Criteria is not null && write.Write.Kind == WriteKind.Create && outcome.Status == WriteStatus.Unchanged;
        if (!outcome.Succeeded && write.Refused) return new ValidatedWrite(null, write.Found);
        if (outcome.Status == WriteStatus.Deleted) verdicts.Forget(outcome);
        else if (outcome.Succeeded && !isMatch) verdicts.Keep(outcome, write.Found, write.Document!, run: null);
        return new ValidatedWrite(outcome, write.Found);
    }

    /// <summary>Writes resources that were validated already, each on its own, and keeps their verdicts.</summary>
    /// <param name="access">Who writes.</param>
    /// <param name="writes">What is written.</param>
    /// <param name="found">What validation said of each; null where nobody looked.</param>
    /// <param name="run">The import that writes, or null.</param>
    /// <param name="priority">Whether interactive work goes first.</param>
    /// <param name="cancel">Stops before the write.</param>
    public async Task<IReadOnlyList<WriteOutcome>> WriteValidated(
        Access access, IReadOnlyList<ResourceWrite> writes, IReadOnlyList<ValidationResult?> found, long? run, WritePriority priority, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentNullException.ThrowIfNull(found);
        var outcomes = await store.Write(access, writes, priority, cancel).ConfigureAwait(false);
        for (var i = 0; i < outcomes.Count; i++)
            if (outcomes[i].Succeeded) verdicts.Keep(outcomes[i], found[i], writes[i].Document!, run);
        return outcomes;
    }
}
