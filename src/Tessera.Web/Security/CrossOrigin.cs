using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
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
        if (settings.AllowedOrigins.Count == 0) return;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(BaseUrl.Path, StringComparison.Ordinal), fhir => fhir.UseCors(Policy));
    }
}
