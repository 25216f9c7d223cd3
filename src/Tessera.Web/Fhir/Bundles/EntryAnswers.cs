using Tessera.Web.Fhir.Answers;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir.Bundles;

/// <summary>The answers of entries: what is thrown at one is its own answer. The others have theirs, and what a transaction has written is told.</summary>
internal sealed class EntryAnswers(Failures failures)
{
    /// <summary>The answer to an entry as a request of its own.</summary>
    public Task<FhirResponse> Of(BundleEntry entry) => entry.Refusal is { } refusal ? Task.FromResult(refusal) : Of(entry, () => entry.Route!.Handle(entry.Request!));

    /// <summary>The answer to an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="work">What comes to its answer.</param>
    public async Task<FhirResponse> Of(BundleEntry entry, Func<Task<FhirResponse>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (entry.Request!.Cancel.IsCancellationRequested)
        {
            // The caller has gone, or the time of the whole request is over.
            throw;
        }
#pragma warning disable CA1031 // Whatever was thrown becomes the answer of this entry.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var (status, issue) = failures.Describe(exception);
            return FhirResponse.Outcome(status, issue);
        }
    }
}
