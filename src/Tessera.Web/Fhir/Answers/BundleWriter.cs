using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Tessera.Store;

namespace Tessera.Web.Fhir.Answers;

/// <summary>Writes a Bundle around stored bytes, which are copied, not read. See https://hl7.org/fhir/R4/bundle.html</summary>
internal sealed class BundleWriter
{
    private readonly ArrayBufferWriter<byte> output = new(16 * 1024);
    private readonly string baseUrl;
    private readonly ResourceView? view;
    private bool hasEntries;

    /// <summary>Begins a bundle.</summary>
    /// <param name="type">Bundle.type.</param>
    /// <param name="baseUrl">Start of every fullUrl.</param>
    /// <param name="view">How resources go out, or null for as they are.</param>
    /// <param name="head">Further properties of the bundle, as JSON without braces that begins with a comma, or empty.</param>
    public BundleWriter(string type, string baseUrl, ResourceView? view = null, string head = "")
    {
        (this.baseUrl, this.view) = (baseUrl, view);
        Put($$"""{"resourceType":"Bundle"{{head}},"type":"{{type}}" """.TrimEnd());
    }

    /// <summary>Bundle.total; before links.</summary>
    public void Total(long total) => Put(string.Create(CultureInfo.InvariantCulture, $",\"total\":{total}"));

    /// <summary>Bundle.link; before entries.</summary>
    public void Links(params ReadOnlySpan<(string Relation, string? Url)> links)
    {
        var separator = ",\"link\":[";
        foreach (var (relation, url) in links)
        {
            if (url is null) continue;
            Put($"{separator}{{\"relation\":\"{relation}\",\"url\":{Quote(url)}}}");
            separator = ",";
        }

        if (separator == ",") Put("]");
    }

    /// <summary>An entry with a stored resource; <paramref name="mode"/> is its search mode, or null.</summary>
    public void Entry(StoredResource resource, string? mode)
    {
        Open(resource.Type, resource.Id);
        Put(",\"resource\":"u8);
        output.Write(Bytes(resource).Span);
        Put(mode is null ? "}" : $",\"search\":{{\"mode\":\"{mode}\"}}}}");
    }

    /// <summary>An OperationOutcome about the search itself.</summary>
    public void Outcome(ReadOnlySpan<byte> outcome)
    {
        Put(hasEntries ? ",{\"resource\":" : ",\"entry\":[{\"resource\":");
        hasEntries = true;
        output.Write(outcome);
        Put(",\"search\":{\"mode\":\"outcome\"}}");
    }

    /// <summary>An entry of a history. How a version came is not kept: a PUT to its address is the request that makes it again, and under its own id.</summary>
    public void Version(StoredResource version)
    {
        Open(version.Type, version.Id);
        if (!version.Deleted)
        {
            Put(",\"resource\":"u8);
            output.Write(Bytes(version).Span);
        }

        var (method, status) = version switch { { Deleted: true } => ("DELETE", "204"), { Created: true } => ("PUT", "201"), _ => ("PUT", "200") };
        var url = $"{version.Type}/{version.Id}";
        Put(string.Create(CultureInfo.InvariantCulture,
            $",\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\"}},\"response\":{{\"status\":\"{status}\",\"etag\":\"W/\\\"{version.Version}\\\"\",\"lastModified\":\"{version.Updated.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\"}}}}"));
    }

    /// <summary>The answer to an entry of a batch or transaction: https://hl7.org/fhir/R4/http.html#transaction-response</summary>
    public void Response(FhirResponse response)
    {
        Put(hasEntries ? ",{"u8 : ",\"entry\":[{"u8);
        hasEntries = true;
        if (!response.Body.IsEmpty && !response.IsOutcome)
        {
            Put("\"resource\":"u8);
            output.Write(response.Body.Span);
            Put(","u8);
        }

        Put(string.Create(CultureInfo.InvariantCulture, $"\"response\":{{\"status\":\"{response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}\""));
        if (response.Location is { } location) Put($",\"location\":{Quote(location)}");
        if (response.Version > 0)
            Put(string.Create(CultureInfo.InvariantCulture, $",\"etag\":\"W/\\\"{response.Version}\\\"\",\"lastModified\":\"{response.Updated.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\""));
        if (response is { IsOutcome: true, Body.IsEmpty: false })
        {
            Put(",\"outcome\":"u8);
            output.Write(response.Body.Span);
        }

        Put("}}"u8);
    }

    /// <summary>The finished bundle.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Put(hasEntries ? "]}"u8 : "}"u8);
        return output.WrittenMemory;
    }

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private ReadOnlyMemory<byte> Bytes(StoredResource resource) => view?.Bytes(resource) ?? resource.Body;

    private void Open(string type, string id)
    {
        Put(hasEntries ? ",{\"fullUrl\":"u8 : ",\"entry\":[{\"fullUrl\":"u8);
        hasEntries = true;
        Put($"\"{baseUrl}/{type}/{id}\"");
    }

    private void Put(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Put(ReadOnlySpan<byte> text) => output.Write(text);
}
