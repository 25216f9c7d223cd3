using Microsoft.AspNetCore.Http;
using Tessera.Web.Security;

namespace Tessera.Web.Pages;

/// <summary>A file that a page offers. Its name tells nothing of the patient.</summary>
internal static class PageFile
{
    public static async Task Send(HttpContext http, string type, string name, ReadOnlyMemory<byte> content)
    {
        await AuditedAnswer.OfPage(http);
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await http.Response.BodyWriter.WriteAsync(content, http.RequestAborted);
    }
}
