using System.Net;
using Microsoft.AspNetCore.Http;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Security;

/// <summary>Refuses requests whose Host is not this machine. Without it a web page could point a name of its own at 127.0.0.1
/// (DNS rebinding) and read the centre through its visitor's browser.</summary>
internal static class LoopbackHosts
{
    public static Task Require(HttpContext http, RequestDelegate next)
    {
        if (IsLoopback(http.Request.Host.Host)) return next(http);
        return FhirAnswer.Failure(http, StatusCodes.Status421MisdirectedRequest, IssueType.Forbidden, "This node answers on this machine only.", "Use http://127.0.0.1.");
    }

    private static bool IsLoopback(string host) =>
        host is "127.0.0.1" or "localhost" or "[::1]" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
