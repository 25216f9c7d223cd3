using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Web.Security;

namespace Tessera.Web.Pages;

/// <summary>Renders a Razor component to a whole HTML page. Pages are finished documents: no script is needed to read them.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task Render<TPage>(HttpContext http, object model, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        http.Response.StatusCode = status;
        await RenderPart<TPage>(http, new() { ["Model"] = model });
    }

    /// <summary>Renders a component that is a part of a page.</summary>
    public async Task RenderPart<TPart>(HttpContext http, Dictionary<string, object?> values) where TPart : IComponent
    {
        var parameters = ParameterView.FromDictionary(values);
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPart>(parameters)).ToHtmlString());
        await AuditedAnswer.OfPage(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(VisibleControls.Mark(html), http.RequestAborted);
    }
}
