using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Fhir.Terminology;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Codes;

/// <summary>The pages of the code maps. Values may hold what people wrote freely: they stand on pages and in bodies, never in addresses.</summary>
internal sealed class CodeEndpoints(CentreNode node)
{
    private const int LongestName = 100;
    private const int LongestText = 500;

    public static void Map(IEndpointRouteBuilder routes, CentreNode node)
    {
        var pages = new CodeEndpoints(node);
        routes.MapGet("/codes", http => PageEndpoints.Render<CodesPage>(http, CodesModel.Load(node, CodesQuery.Read(http))));
        routes.MapGet("/codes/{code}", async http => await PageEndpoints.RenderFound<CodePage>(http, await pages.Load(http)));
        routes.MapPost("/codes/{code}/find", pages.Find);
        routes.MapPost("/codes/{code}", pages.Decide);
    }

    private async Task Find(HttpContext http)
    {
        var fields = RequestParameters.Of(await RequestBody.Of(http, RequestBody.LargestForm).ReadForm());
        if (OwnForm.IsOwn(http.Request)) await PageEndpoints.RenderFound<CodePage>(http, await Load(http, Cut(fields["find"], LongestText)));
        else await PageEndpoints.Refuse(http, "message.not-own");
    }

    private async Task Decide(HttpContext http)
    {
        var fields = RequestParameters.Of(await RequestBody.Of(http, RequestBody.LargestForm).ReadForm());
        if (!OwnForm.IsOwn(http.Request))
        {
            await PageEndpoints.Refuse(http, "message.not-own");
            return;
        }

        var model = await Load(http);
        string? problem = null;
        if (model is null || Decision(model.Code, fields, out problem) is not { } decision)
        {
            await PageEndpoints.RenderFound<CodePage>(http, model is null ? null : model with { Problem = problem });
            return;
        }

        await node.Codes.Maps.Decide(decision, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/codes/" + model.Code.Reference;
    }

    private CodeDecision? Decision(UnmappedCode code, RequestParameters fields, out string? problem)
    {
        var (by, why) = ((fields["by"] ?? "").Trim(), Cut(fields["why"], LongestText));
        var action = fields["action"] switch { "reject" => CodeAction.Reject, "undo" => CodeAction.Undo, _ => CodeAction.Accept };
        var target = action == CodeAction.Accept ? Target(fields["action"] == "typed" ? $"{fields["system"]}|{fields["code"]}" : fields["action"]) : null;
        problem = by.Length is 0 or > LongestName ? "codes.needs-name"
            : action == CodeAction.Reject && why.Length == 0 ? "codes.needs-reason"
            : action == CodeAction.Accept && target is null ? "codes.needs-code"
            : target is not null && node.Codes.Suggestions.Fits(code, target) == Membership.NotMember ? "codes.not-in-set"
            : null;
        if (problem is not null) return null;
        return new CodeDecision(code.Key, action, target is null ? null : node.Codes.Suggestions.Named(target), by, why)
        {
            Relationship = target is not null && Enum.TryParse<CodeRelationship>(fields["relationship"], out var named) && Enum.IsDefined(named) ? named : CodeRelationship.Equivalent,
        };
    }

    private static CodeTarget? Target(string? text) =>
        text?.LastIndexOf('|') is > 0 and var bar && text[(bar + 1)..].Trim() is { Length: > 0 } code && text[..bar].Trim() is { Length: > 0 } system ? new CodeTarget(system, code, null) : null;

    private static string Cut(string? text, int most) => (text ?? "").Trim() is var trimmed && trimmed.Length > most ? trimmed[..most] : trimmed;

    private Task<CodeModel?> Load(HttpContext http, string? sought = null) =>
        CodeModel.Load(node, RequestAccess.Of(http), (string)http.Request.RouteValues["code"]!, sought, http.RequestAborted);
}
