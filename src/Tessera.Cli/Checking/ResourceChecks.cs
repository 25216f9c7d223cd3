using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tessera.Cli.Input;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Cli.Checking;

/// <summary>Checks batches of resources on several cores and gives the results in input order.</summary>
internal sealed class ResourceChecks(FhirDefinitions definitions, IReadOnlyList<string> profiles, int jobs)
{
    private readonly FhirValidator validator = new(definitions);

    public async IAsyncEnumerable<IReadOnlyList<CheckedResource>> Run(
        IEnumerable<IReadOnlyList<InputResource>> batches, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The order of the queue is the order of the input; its length bounds the work under way and the memory.
        var queue = Channel.CreateBounded<Task<IReadOnlyList<CheckedResource>>>(new BoundedChannelOptions(jobs) { SingleReader = true, SingleWriter = true });
        // Not awaited: it may hang in a read of stdin that nothing can cancel, and its failures come through the queue.
        _ = Task.Run(() => Read(batches, queue.Writer, cancel), CancellationToken.None);
        await foreach (var batch in queue.Reader.ReadAllAsync(cancel)) yield return await batch;
    }

    private async Task Read(IEnumerable<IReadOnlyList<InputResource>> batches, ChannelWriter<Task<IReadOnlyList<CheckedResource>>> queue, CancellationToken cancel)
    {
        try
        {
            foreach (var batch in batches)
                await queue.WriteAsync(Task.Run<IReadOnlyList<CheckedResource>>(() => Check(batch, cancel), cancel), cancel);
            queue.Complete();
        }
        catch (Exception failure)
        {
            queue.Complete(failure);
        }
    }

    private CheckedResource[] Check(IReadOnlyList<InputResource> batch, CancellationToken cancel)
    {
        var results = new CheckedResource[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            results[i] = Check(batch[i]);
        }

        return results;
    }

    private CheckedResource Check(InputResource input)
    {
        Issue? issue = null;
        if (input.TooLong)
            issue = new(IssueSeverity.Fatal, IssueType.TooLong, "", "The document is longer than the limit, so it was not read.");
        else if (FhirDocument.TryParse(input.Bytes, definitions.Names, out var document, out issue))
            return new(input.File, input.Line, validator.Validate(document, profiles));
        return new(input.File, input.Line, new ValidationResult(null, null, profiles, [issue]));
    }
}
