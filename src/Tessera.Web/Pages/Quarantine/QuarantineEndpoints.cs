using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Web.Background;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Quarantine;

/// <summary>The pages of the quarantine.</summary>
internal sealed class QuarantineEndpoints(CentreNode node, ImportRunner runner, ImportService service)
{
    private const string Cell = "cell.";
    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder routes, CentreNode node)
    {
        var services = routes.ServiceProvider;
        var pages = new QuarantineEndpoints(node, services.GetRequiredService<ImportRunner>(), services.GetRequiredService<ImportService>());
        routes.MapGet("/quarantine", pages.List);
        routes.MapGet("/quarantine/row", http => PageEndpoints.RenderFound<QuarantinedRowPage>(
            http, pages.Find(http, http.Request.Query["source"], http.Request.Query["file"], http.Request.Query["row"])));
        routes.MapPost("/quarantine/row", pages.Correct);
    }

    private Task List(HttpContext http)
    {
        RequestAccess.Of(http).Disclosures?.AddUnassigned();
        return PageEndpoints.Render<QuarantinePage>(http, QuarantineModel.Load(node, PageEndpoints.Number(http, "cause"), PageEndpoints.Number(http, "page") ?? 0));
    }

    private QuarantinedRowModel? Find(HttpContext http, string? source, string? file, string? row)
    {
        if (source is null || file is null || !int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        RequestAccess.Of(http).Disclosures?.AddUnassigned();
        return QuarantinedRowModel.Load(node, runner, source, file, number);
    }

    private async Task Correct(HttpContext http)
    {
        var fields = RequestParameters.Of(await RequestBody.Of(http, RequestBody.LargestForm).ReadForm());
        if (!OwnForm.IsOwn(http.Request))
        {
            await PageEndpoints.Refuse(http, "message.not-own");
            return;
        }

        var author = (fields["by"] ?? "").Trim();
        var model = Find(http, fields["source"], fields["file"], fields["row"]);
        if (model is null || author.Length is 0 or > LongestName || model.Record.Cells.Count == 0)
        {
            await PageEndpoints.RenderFound<QuarantinedRowPage>(http, model is null ? null : model with { Problem = "quarantine.needs-name" });
            return;
        }

        // What stands at the place may have changed since the form was made: what was meant for one record must not be said of another.
        if (fields["of"] is { } fingerprint && fingerprint != model.Record.Fingerprint)
        {
            await PageEndpoints.RenderFound<QuarantinedRowPage>(http, model with { Problem = "quarantine.another" });
            return;
        }

        var then = fields["then"] ?? "";
        if (then.StartsWith("withdraw", StringComparison.Ordinal)) await node.Corrections.Withdraw(model.Record, author, http.RequestAborted);
        else await node.Corrections.Correct(model.Record, Said(fields, model), author, http.RequestAborted);
        var replay = then.EndsWith("replay", StringComparison.Ordinal) ? runner.Find(model.Record.Source) : null;
        if (replay is not null) service.Start(replay);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        var stays = node.Quarantine.Find(model.Record.Source, model.Record.File, model.Record.Row) is not null || node.Corrections.InForce(model.Record.Source, model.Record.File, model.Record.Row) is not null;
        http.Response.Headers.Location = replay is not null ? "/imports" : stays ? Address(model.Record.Source, model.Record.File, model.Record.Row) : "/quarantine";
    }

    // A form sends all its cells: what somebody else has said meanwhile of those that were not touched stays.
    private static Dictionary<string, string> Said(RequestParameters fields, QuarantinedRowModel model)
    {
        var columns = model.Record.Columns.ToHashSet(StringComparer.Ordinal);
        var sent = fields.Pairs.Where(pair => pair.Key.StartsWith(Cell, StringComparison.Ordinal) && columns.Contains(pair.Key[Cell.Length..]))
            .DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key[Cell.Length..], pair => pair.Value, StringComparer.Ordinal);
        if (!long.TryParse(fields["shown"], NumberStyles.None, CultureInfo.InvariantCulture, out var shown)) return sent;
        return model.Changed(sent, shown == 0 ? null : model.Corrections.FirstOrDefault(correction => correction.Id == shown));
    }

    /// <summary>Address of the page of a row.</summary>
    public static string Address(string source, string file, int row) =>
        $"/quarantine/row?source={Uri.EscapeDataString(source)}&file={Uri.EscapeDataString(file)}&row={row.ToString(CultureInfo.InvariantCulture)}";
}
