using Microsoft.AspNetCore.Http;

namespace Tessera.Web.Security;

/// <summary>Whether a form was sent by a page of this server: another site's page could post here through its visitor's browser
/// (https://fetch.spec.whatwg.org/#sec-fetch-site-header).</summary>
internal static class OwnForm
{
    public static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
    }
}
