using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Fhir.References;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>Patient/[id]/$everything</c>: the patient, all that is about the patient, and what those resources refer to; and
/// <c>Patient/$everything</c>: the same of all patients, one to a page.
/// See https://hl7.org/fhir/R4/patient-operation-everything.html</summary>
internal sealed class PatientEverything(CentreNode node)
{
    private readonly CompartmentPages pages = new(node);

    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (ResourceView.Of(request, node.Definitions, null, out var refusal) is not { } view) return refusal!;
        if (request.Unknown("start", "end", "_since", "_type", "_count", "_offset") is { } unknown) return unknown;
        if (!EverythingFilter.TryRead(request.Parameters, node.Store.SearchParameters.IsResourceType, out var filter, out var problem)) return FhirResponse.Outcome(400, problem);
        var page = await pages.Read(request, request.Id!, filter, null);
        if (page.Refusal is not null) return page.Refusal;
        var bundle = new BundleWriter("searchset", request.BaseUrl, view);
        bundle.Links(("self", request.SelfUrl), ("next", page.Next));
        await Add(bundle, request, page, filter);
        return FhirResponse.Json(bundle.Finish());
    }

    /// <summary>Of all patients, one to a page or to several, in the order of their ids: a patient that comes or goes between two pages moves no other.</summary>
    public async Task<FhirResponse> HandleAll(FhirRequest request)
    {
        if (ResourceView.Of(request, node.Definitions, null, out var refusal) is not { } view) return refusal!;
        if (request.Unknown("start", "end", "_since", "_type", "_count", "_cursor", "_offset") is { } unknown) return unknown;
        if (!EverythingFilter.TryRead(request.Parameters, node.Store.SearchParameters.IsResourceType, out var filter, out var problem)) return FhirResponse.Outcome(400, problem);
        var parameters = new List<KeyValuePair<string, string>> { new("_sort", "_id"), new("_count", "1") };
        if (request.Parameters["_cursor"] is { } cursor) parameters.Add(new("_cursor", cursor));
        if (!SearchQuery.TryParse("Patient", parameters, node.Store.SearchParameters, new SearchRules(node.Clock.GetUtcNow()), out var query, out var issues)) return FhirResponse.Outcome(400, issues);
        var found = await node.Store.Search(request.Access, query, request.Cancel);
        // Deleted since: the next page has the next one.
        var page = found.Matches is [var patient, ..] ? await pages.Read(request, patient.Id, filter, null) : null;
        var others = found.Next is { } next ? request.Url([.. request.Parameters.Pairs.Where(pair => pair.Key is not ("_cursor" or "_offset")), new("_cursor", next)]) : null;
        var bundle = new BundleWriter("searchset", request.BaseUrl, view);
        bundle.Links(("self", request.SelfUrl), ("next", page?.Next ?? others));
        if (page is { Refusal: null }) await Add(bundle, request, page, filter);
        return FhirResponse.Json(bundle.Finish());
    }

    private async Task Add(BundleWriter bundle, FhirRequest request, CompartmentPage page, EverythingFilter filter)
    {
        foreach (var resource in page.Resources) bundle.Entry(resource, "match");
        foreach (var shared in await Shared(request, page.Referring))
            if (filter.Asks(shared)) bundle.Entry(shared, "include");
    }

    // What several patients may share: practitioners, organizations, medications. Other patients are not, nor is what is about them.
    private async Task<List<StoredResource>> Shared(FhirRequest request, IReadOnlyList<StoredResource> resources)
    {
        var wanted = new List<ReferenceText>();
        foreach (var resource in resources)
        {
            ResourceUrls.Replace(FhirDocument.Parse(resource.Body, node.Definitions.Names), node.Definitions, (url, isReference) =>
            {
                if (isReference && ReferenceText.TryParse(url, node.Definitions, out var reference) && reference.Id.Length > 0 && FhirStore.IsShared(reference.Type)) wanted.Add(reference);
                return null;
            });
        }

        var found = new List<StoredResource>();
        foreach (var reference in wanted.Distinct())
            if (await node.Store.Find(request.Access, reference.Type, reference.Id, request.Cancel) is { Deleted: false } shared) found.Add(shared);
        return found;
    }
}
