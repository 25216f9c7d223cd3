using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Centre.Provenances;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>read and vread, also conditional: https://hl7.org/fhir/R4/http.html#read. The stored bytes go out untouched; paid for by <c>bench server</c>.</summary>
internal sealed class ReadInteraction(CentreNode node)
{
    /// <summary>The refusal of a read that is not understood, or null: nothing is asked of the store.</summary>
    public FhirResponse? Check(FhirRequest request) => Understand(request, out _);

    public async Task<FhirResponse> Read(FhirRequest request)
    {
        if (Understand(request, out var view) is { } refusal) return refusal;
        var found = await node.Store.Find(request.Access, request.Type, request.Id!, request.Cancel);
        if (found is null && request.Type == ImportProvenances.Type) found = await node.Provenances.Find(request.Access, request.Id!, request.Cancel);
        if (found is null && request.Type == AuditEventJson.Type) found = AuditEventSearch.Read(request, node);
        return Answer(request, found, view!);
    }

    public async Task<FhirResponse> ReadVersion(FhirRequest request)
    {
        if (Understand(request, out var view) is { } refusal) return refusal;
        var known = long.TryParse((string)request.Route["version"]!, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        if (known && await node.Store.FindVersion(request.Access, request.Type, request.Id!, version, request.Cancel) is { } found) return Answer(request, found, view!);
        // What the caller may not see is not there.
        return await node.Store.Find(request.Access, request.Type, request.Id!, request.Cancel) is null
            ? FhirResponse.NotFound(request.Type)
            : FhirResponse.NoVersion(request.Type, (string)request.Route["version"]!);
    }

    private FhirResponse? Understand(FhirRequest request, out ResourceView? view)
    {
        view = null;
        if (request.Unknown() is { } unknown) return unknown;
        view = ResourceView.Of(request, node.Definitions, request.Type, out var refusal);
        return refusal;
    }

    private static FhirResponse Answer(FhirRequest request, StoredResource? found, ResourceView view) => found switch
    {
        null => FhirResponse.NotFound(request.Type),
        { Deleted: true } => FhirResponse.Gone(found),
        _ when IsKnown(request, found) => new FhirResponse(304) { Version = found.Version, Updated = found.Updated },
        _ => new FhirResponse(200) { Body = view.Bytes(found), Version = found.Version, Updated = found.Updated },
    };

    // https://hl7.org/fhir/R4/http.html#cread; HTTP's times are whole seconds, those of entries may be finer.
    private static bool IsKnown(FhirRequest request, StoredResource found)
    {
        if (request.IfNoneMatch is { } tags) return EntityTags.Parse(tags)?.Match(found.Version) == true;
        if (request.IfModifiedSince is not { } since) return false;
        var isWhole = since.UtcTicks % TimeSpan.TicksPerSecond == 0;
        return isWhole ? found.Updated.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds() : found.Updated <= since;
    }
}
