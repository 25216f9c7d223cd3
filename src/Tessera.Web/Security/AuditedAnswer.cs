using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Centre.Audit;

namespace Tessera.Web.Security;

/// <summary>Writes down who gets to see which patients, before the answer leaves. Every answer goes through here: those of the FHIR API, pages and files.</summary>
internal static class AuditedAnswer
{
    /// <summary>An answer of the FHIR API is about to leave.</summary>
    /// <param name="http">The request.</param>
    /// <param name="node">The node that answers.</param>
    /// <param name="interaction">The interaction's code or the operation's name.</param>
    /// <param name="status">Status of the answer.</param>
    public static Task OfApi(HttpContext http, CentreNode node, string interaction, int status) =>
        node.Audit.Record(RequestAccess.Of(http), ActionOf(interaction), interaction, (string?)http.Request.RouteValues["type"] ?? (interaction.StartsWith('$') ? "Patient" : ""), status);

    /// <summary>A page, or a file of one, is about to leave.</summary>
    public static Task OfPage(HttpContext http) => http.RequestServices.GetRequiredService<CentreNode>().Audit.Record(
        RequestAccess.Of(http), HttpMethods.IsPost(http.Request.Method) ? AuditAction.Execute : AuditAction.Read, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", "", http.Response.StatusCode);

    private static AuditAction ActionOf(string interaction) => interaction switch
    {
        "create" => AuditAction.Create,
        "update" or "patch" => AuditAction.Update,
        "delete" => AuditAction.Delete,
        "transaction" => AuditAction.Execute,
        _ when interaction[0] == '$' => AuditAction.Execute,
        _ => AuditAction.Read,
    };
}
