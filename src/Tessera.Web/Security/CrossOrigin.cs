using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Security;

/// <summary>Which pages of other origins may call the FHIR API from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol): those that the
/// settings name, and no others. Cookies are never sent along.</summary>
internal static class CrossOrigin
{
    private const string Policy = "fhir";

    public static void Add(IServiceCollection services, ServerSettings settings) => services.AddCors(options => options.AddPolicy(Policy, policy => policy
        .WithOrigins([.. settings.AllowedOrigins])
        .AllowAnyHeader()
        .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        .WithExposedHeaders("ETag", "Last-Modified", "Location", "Content-Location")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

    public static void Use(IApplicationBuilder app, ServerSettings settings)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(BaseUrl.Path, StringComparison.Ordinal), fhir =>
        {
            if (settings.AllowedOrigins.Count > 0)
            {
                fhir.Use(Vary);
                fhir.UseCors(Policy);
            }

            fhir.Use((http, next) => MayWrite(http.Request, settings) ? next(http) : FhirAnswer.Failure(
                http, StatusCodes.Status403Forbidden, IssueType.Forbidden, "A page of another origin may not call this server.", "Name its origin when the server is started (--allow-origin)."));
        });
    }

    // Browsers send plain contents, of which a Binary may be made, without asking first.
    private static bool MayWrite(HttpRequest request, ServerSettings settings)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || origin == $"{request.Scheme}://{request.Host}" || settings.AllowedOrigins.Contains(origin);
    }

    // A cache must not show one origin what was answered to another (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
    private static Task Vary(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.Vary = "Origin";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
