using System.Globalization;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Bundles;

/// <summary>One entry of a batch or transaction as a request with its route, or the answer that refuses it.</summary>
internal sealed record BundleEntry(FhirRequest? Request, FhirRoute? Route, string? FullUrl, FhirResponse? Refusal)
{
    private const string JsonType = "application/fhir+json";

    /// <summary>The place in the order of https://hl7.org/fhir/R4/http.html#trules.</summary>
    public int Turn => Request?.Method switch { "DELETE" => 0, "POST" => 1, "PUT" or "PATCH" => 2, _ => 3 };

    /// <summary>Whether it only reads.</summary>
    public bool IsRead => Request?.Method is "GET" or "HEAD";

    /// <summary>Reads an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="outer">The request that brought the bundle.</param>
    /// <param name="routes">What there is.</param>
    public static BundleEntry Read(FhirNode entry, FhirRequest outer, FhirRoutes routes)
    {
        var request = entry["request"];
        var (method, url) = (request.Text("method"), request.Text("url"));
        if (method is null || url is null) return Refuse("Every entry of a batch or transaction needs request.method and request.url.");
        if (url.StartsWith(outer.BaseUrl + "/", StringComparison.Ordinal)) url = url[(outer.BaseUrl.Length + 1)..];
        url = url.TrimStart('/');
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(question < 0 ? url : url[..question]);
        if (routes.Find(method, path, out var values) is not { } route) return Refuse($"There is nothing for {method} at the URL of this entry.");
        if (!TryInstant(request.Text("ifModifiedSince"), out var since)) return Refuse("The ifModifiedSince of this entry is not an instant such as 2026-01-31T12:00:00Z.");
        var resource = entry["resource"];
        return new BundleEntry(
            new FhirRequest
            {
                Method = method,
                BaseUrl = outer.BaseUrl,
                Path = path,
                Route = values,
                Parameters = RequestParameters.Of(question < 0 ? null : url[(question + 1)..]),
                Access = outer.Access,
                // The answer to a bundle holds no resources unless the caller asks for them.
                Preference = outer.Preference.Return == ReturnPreference.Unsaid ? outer.Preference with { Return = ReturnPreference.Minimal } : outer.Preference,
                Body = resource.Kind == JsonKind.Object ? RequestBody.Of(JsonType, resource.Raw.ToArray()) : null,
                IfMatch = request.Text("ifMatch"),
                IfNoneMatch = request.Text("ifNoneMatch"),
                IfNoneExist = request.Text("ifNoneExist"),
                IfModifiedSince = since,
                Cancel = outer.Cancel,
            },
            route,
            entry.Text("fullUrl"),
            null);
    }

    // HTTP's header is a date in words, that of an entry an instant: https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.request.ifModifiedSince
    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        var isRead = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        instant = isRead ? parsed : null;
        return isRead || text is null;
    }

    private static BundleEntry Refuse(string message) => new(null, null, null, FhirResponse.Failure(400, IssueType.Invalid, message));
}
