using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Limits;

/// <summary>Refuses a request whose length is told twice: a proxy before us may have believed the other one
/// (https://www.rfc-editor.org/rfc/rfc9112#section-6.1, request smuggling).</summary>
internal static class AmbiguousLength
{
    // Kestrel believes Transfer-Encoding and keeps the other under this name.
    private const string Displaced = "X-Content-Length";

    public static Task Refuse(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Headers.ContainsKey(Displaced) || http.Request.Headers.TransferEncoding.Count == 0) return next(http);
        http.Response.Headers.Connection = "close";
        return FhirAnswer.Failure(http, StatusCodes.Status400BadRequest, IssueType.Invalid, "The request says its length twice.", "Send either Content-Length or Transfer-Encoding.");
    }
}
