using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tessera.Web.Pages;

/// <summary>Stylesheet, script and icon, embedded in the program. Their addresses carry a hash of their content, so that browsers may keep them.</summary>
internal static class PageAssets
{
    // One stylesheet, written in four files; the order is part of it.
    private static readonly string[] Styles = ["tokens.css", "frame.css", "components.css", "chart.css", "media.css"];

    private static readonly FrozenDictionary<string, (byte[] Bytes, string Type)> Files = new Dictionary<string, (byte[], string)>
    {
        ["tessera.css"] = ([.. Styles.SelectMany(Read)], "text/css; charset=utf-8"),
        ["theme.js"] = (Read("theme.js"), "text/javascript; charset=utf-8"),
        ["journey.js"] = (Read("journey.js"), "text/javascript; charset=utf-8"),
        ["tessera.js"] = (Read("tessera.js"), "text/javascript; charset=utf-8"),
        ["tessera.svg"] = (Read("tessera.svg"), "image/svg+xml"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Addresses = Files.ToFrozenDictionary(
        file => file.Key, file => $"/assets/{file.Key}?v={Convert.ToHexStringLower(SHA256.HashData(file.Value.Bytes))[..12]}", StringComparer.Ordinal);

    /// <summary>What a timeline needs to look the same outside of its page.</summary>
    public static string ChartStyles { get; } = Encoding.UTF8.GetString([.. Read("tokens.css"), .. Read("chart.css")]);

    /// <summary>The address of a file.</summary>
    public static string Address(string name) => Addresses[name];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", Serve);

    private static async Task Serve(HttpContext http)
    {
        if (!Files.TryGetValue((string)http.Request.RouteValues["name"]!, out var file))
        {
            await PageEndpoints.Unmatched(http);
            return;
        }

        http.Response.ContentType = file.Type;
        http.Response.ContentLength = file.Bytes.Length;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await http.Response.BodyWriter.WriteAsync(file.Bytes, http.RequestAborted);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("asset:" + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
