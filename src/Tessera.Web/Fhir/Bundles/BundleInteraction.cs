using System.Globalization;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Bundles;

/// <summary>batch and transaction: https://hl7.org/fhir/R4/http.html#transaction. Every entry is a request that goes the way of all requests;
/// those of a transaction that write do so together.</summary>
internal sealed class BundleInteraction(CentreNode node, FhirRoutes routes, WriteInteraction write, EntryAnswers answered, ServerSettings settings)
{
    private const int EntriesAtOnce = 16;

    private readonly Transaction transaction = new(node, write, answered);

    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (request.Unknown() is { } unknown) return unknown;
        var body = await ResourceBody.Read(request, node.Definitions.Names, "Bundle");
        if (body.Document is not { } document) return body.Refusal!;
        if (document.Root.Text("type") is not ("batch" or "transaction") || document.Root.Text("type") is not { } type)
            return FhirResponse.Failure(400, IssueType.Invalid, "A Bundle that is posted to the server's own address is a batch or a transaction.", "POST it to /fhir/Bundle to store it.");
        var nodes = new List<FhirNode>();
        foreach (var entry in document.Root["entry"].Items) nodes.Add(entry);
        if (nodes.Count > settings.LargestBundle)
            return FhirResponse.Failure(413, IssueType.TooCostly, $"The Bundle has more than {settings.LargestBundle} entries.", "Send several.");

        if (SameFullUrl(type, nodes) is { } ambiguous) return ambiguous;
        var entries = nodes.ConvertAll(entry => BundleEntry.Read(entry, request, routes));
        return type == "transaction" ? await transaction.Run(request, entries) : await Batch(request, entries);
    }

    // bdl-7; in a transaction, where references go by the fullUrl, two versions are no excuse: they would be one resource twice.
    private static FhirResponse? SameFullUrl(string type, List<FhirNode> entries)
    {
        var seen = new Dictionary<(string Url, string? Version), int>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Text("fullUrl") is not { } url) continue;
            var version = type == "transaction" ? null : entries[i]["resource"]["meta"].Text("versionId");
            if (seen.TryAdd((url, version), i)) continue;
            var refusal = FhirResponse.Failure(400, IssueType.Invalid, "Two entries have the same fullUrl (bdl-7).", "Give each its own, and refer to it by that.");
            return refusal with { Body = OperationOutcomes.At(refusal.Body, Place(seen[(url, version)]), Place(i)) };
        }

        return null;

        static string Place(int entry) => string.Create(CultureInfo.InvariantCulture, $"Bundle.entry[{entry}].fullUrl");
    }

    /// <summary>Each entry on its own, in the order of their kinds, those of one kind several at a time so that they share commits; entries about
    /// the same address keep their order. Answers are in the order of the entries.</summary>
    private async Task<FhirResponse> Batch(FhirRequest request, List<BundleEntry> entries)
    {
        var answers = new FhirResponse[entries.Count];
        foreach (var turn in Enumerable.Range(0, entries.Count).GroupBy(at => entries[at].Turn).OrderBy(turn => turn.Key))
        {
            var queues = turn.GroupBy(at => entries[at].Request is { Id: not null, Path: var path } ? path : $"#{at}");
            await Parallel.ForEachAsync(queues, new ParallelOptions { MaxDegreeOfParallelism = EntriesAtOnce, CancellationToken = request.Cancel }, async (queue, _) =>
            {
                foreach (var at in queue) answers[at] = await answered.Of(entries[at]);
            });
        }

        return Bundle("batch-response", request, answers);
    }

    public static FhirResponse Bundle(string type, FhirRequest request, IReadOnlyList<FhirResponse> answers)
    {
        var bundle = new BundleWriter(type, request.BaseUrl);
        foreach (var answer in answers) bundle.Response(answer);
        return FhirResponse.Json(bundle.Finish());
    }
}
