using Microsoft.AspNetCore.Http;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The address of the FHIR API as the caller wrote it.</summary>
internal static class BaseUrl
{
    /// <summary>The path under which the API lives.</summary>
    public const string Path = "/fhir";

    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}{Path}";
}
