using System.Globalization;
using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary>A patient's resources, filtered and page by page: what both ways of asking for everything have in common.</summary>
internal sealed class CompartmentPages(CentreNode node)
{
    /// <summary>Reads what a request asks for of the patient that its route names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sliced">Which types come along at all, beside the Patient, which leads every page.</param>
    public async Task<CompartmentPage> Read(FhirRequest request, IReadOnlySet<string> sliced)
    {
        if (request.Unknown("start", "end", "_since", "_type", "_count", "_offset") is { } unknown) return CompartmentPage.Of(unknown);
        if (!EverythingFilter.TryRead(request.Parameters, node.Store.SearchParameters.IsResourceType, out var filter, out var problem)) return CompartmentPage.Of(FhirResponse.Outcome(400, problem));
        return await Read(request, request.Id!, filter, sliced);
    }

    /// <summary>Reads a patient and a page of what a filter keeps of the patient's resources.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Id of the patient.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="sliced">Which types come along at all, beside the Patient, which leads every page; null for all types, the Patient one of them.</param>
    public async Task<CompartmentPage> Read(FhirRequest request, string id, EverythingFilter filter, IReadOnlySet<string>? sliced)
    {
        switch (await node.Store.Find(request.Access, "Patient", id, request.Cancel))
        {
            case null: return CompartmentPage.Of(FhirResponse.NotFound("Patient"));
            case { Deleted: true } deleted: return CompartmentPage.Of(FhirResponse.Gone(deleted));
            case { } patient: return await Read(request, patient, filter, sliced);
        }
    }

    private async Task<CompartmentPage> Read(FhirRequest request, StoredResource patient, EverythingFilter filter, IReadOnlySet<string>? sliced)
    {
        var (kept, referring) = (new List<StoredResource>(), new List<StoredResource>());
        var (seen, room) = (0, sliced is null ? filter.Count : Math.Max(1, filter.Count - 1));
        var follows = sliced is null && filter.AsksShared;
        await foreach (var resource in Record(request, patient, follows ? null : Both(filter.Types, sliced), sliced is null))
        {
            var isAsked = filter.Asks(resource);
            if ((!isAsked && !follows) || !filter.IsInPeriod(FhirDocument.Parse(resource.Body, node.Definitions.Names))) continue;
            if (isAsked ? ++seen <= filter.Offset : seen < filter.Offset) continue;
            if (isAsked && kept.Count == room)
                return new CompartmentPage(null, patient, kept, referring, request.NextUrl("_offset", (filter.Offset + kept.Count).ToString(CultureInfo.InvariantCulture)));
            if (isAsked) kept.Add(resource);
            if (follows) referring.Add(resource);
        }

        return new CompartmentPage(null, patient, kept, referring, null);
    }

    private async IAsyncEnumerable<StoredResource> Record(FhirRequest request, StoredResource patient, IReadOnlySet<string>? types, bool withPatient)
    {
        if (withPatient) yield return patient;
        await foreach (var resource in node.Store.PatientCompartment(request.Access, patient.Id, types, request.Cancel))
            if (resource.Type != "Patient" || resource.Id != patient.Id) yield return resource;
    }

    private static IReadOnlySet<string>? Both(IReadOnlySet<string>? some, IReadOnlySet<string>? others) =>
        some is null || others is null ? some ?? others : some.Where(others.Contains).ToHashSet(StringComparer.Ordinal);
}
