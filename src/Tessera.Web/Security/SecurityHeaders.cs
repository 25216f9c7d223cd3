using Microsoft.AspNetCore.Http;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Security;

/// <summary>Headers of every answer: nothing is loaded from elsewhere, framed, guessed, referred to or kept.</summary>
internal static class SecurityHeaders
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(BaseUrl.Path, StringComparison.Ordinal) ? DataPolicy : PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Patients' data must not outlive the answer; assets say otherwise themselves.
        headers.CacheControl = "no-store";
        return next(http);
    }
}
