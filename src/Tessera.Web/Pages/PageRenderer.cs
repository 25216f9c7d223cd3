using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tessera.Web.Pages;

/// <summary>Renders a Razor component to a whole HTML page. Pages are finished documents: no script is needed to read them.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task Render<TPage>(HttpContext http, object model, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, http.RequestAborted);
    }
}
