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

    /// <summary>Validates and writes one resource.</summary>
    /// <returns>The outcome; without one from the store when the policy refuses what validation found.</returns>
    public async Task<ValidatedWrite> Write(Access access, ResourceWrite write, ValidationPolicy policy, WritePriority priority, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(policy);
        if (write.Document is not { } document) throw new ArgumentException("a delete has nothing to validate", nameof(write));
        var validation = policy == ValidationPolicy.Off ? null : validator.Validate(document);
        if (validation is not null && policy.FirstRefused(validation) is not null) return new ValidatedWrite(null, validation);

        var outcomes = await store.Write(access, [write], priority, cancel).ConfigureAwait(false);
        // A conditional create that found its match wrote nothing: the verdict on what is there stays.
        var isMatch = write.Criteria is not null && write.Kind == WriteKind.Create && outcomes[0].Status == WriteStatus.Unchanged;
        if (outcomes[0].Succeeded && !isMatch) verdicts.Keep(outcomes[0], validation, document, run: null);
        return new ValidatedWrite(outcomes[0], validation);
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

    /// <summary>Marks a resource as deleted, named by id or by criteria.</summary>
    public async Task<WriteOutcome> Delete(Access access, ResourceWrite delete, WritePriority priority, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delete);
        if (delete.Kind != WriteKind.Delete) throw new ArgumentException("this is not a delete", nameof(delete));
        var outcomes = await store.Write(access, [delete], priority, cancel).ConfigureAwait(false);
        if (outcomes[0].Succeeded) verdicts.Forget(outcomes[0].Type, outcomes[0].Id);
        return outcomes[0];
    }
}
