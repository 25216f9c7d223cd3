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
    /// <summary>Reads the patient and a page of the patient's resources.</summary>
    /// <param name="request">The request, whose route names the patient.</param>
    /// <param name="types">Which types come along; null for all.</param>
    public async Task<CompartmentPage> Read(FhirRequest request, IReadOnlySet<string>? types)
    {
        if (request.Unknown("start", "end", "_since", "_type", "_count", "_offset") is { } unknown) return CompartmentPage.Of(unknown);
        if (!EverythingFilter.TryRead(request.Parameters, out var filter, out var problem)) return CompartmentPage.Of(FhirResponse.Outcome(400, problem));
        return await Read(request, request.Id!, filter, types);
    }

    /// <summary>Reads a patient and all of the patient's resources that a filter keeps, up to its count.</summary>
    public async Task<CompartmentPage> Read(FhirRequest request, string id, EverythingFilter filter, IReadOnlySet<string>? types)
    {
        switch (await node.Store.Find(request.Access, "Patient", id, request.Cancel))
        {
            case null: return CompartmentPage.Of(FhirResponse.NotFound("Patient"));
            case { Deleted: true } deleted: return CompartmentPage.Of(FhirResponse.Gone(deleted));
            case { } patient: return await Read(request, patient, filter, Both(filter.Types, types));
        }
    }

    private async Task<CompartmentPage> Read(FhirRequest request, StoredResource patient, EverythingFilter filter, IReadOnlySet<string>? types)
    {
        var kept = new List<StoredResource>();
        var seen = 0;
        await foreach (var resource in node.Store.PatientCompartment(request.Access, patient.Id, types, request.Cancel))
        {
            if (resource.Type == "Patient" && resource.Id == patient.Id) continue;
            if (!filter.Keeps(resource, FhirDocument.Parse(resource.Body, node.Definitions.Names)) || ++seen <= filter.Offset) continue;
            if (kept.Count == filter.Count - 1)
                return new CompartmentPage(null, patient, kept, request.NextUrl("_offset", (filter.Offset + kept.Count).ToString(CultureInfo.InvariantCulture)));
            kept.Add(resource);
        }

        return new CompartmentPage(null, patient, kept, null);
    }

    private static IReadOnlySet<string>? Both(IReadOnlySet<string>? some, IReadOnlySet<string>? others) =>
        some is null || others is null ? some ?? others : some.Where(others.Contains).ToHashSet(StringComparer.Ordinal);
}
