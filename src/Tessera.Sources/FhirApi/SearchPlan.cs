using System.Globalization;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Remote;

namespace Tessera.Sources.FhirApi;

/// <summary>Which searches a run makes.</summary>
internal sealed class SearchPlan(FhirServerOptions options, DateTimeOffset? since, FhirDefinitions definitions, Uri address)
{
    private readonly Dictionary<string, string?> patientParameters = new(StringComparer.Ordinal);

    /// <summary>All resources of a type, or those that its parameters ask for.</summary>
    public Uri All(string wanted)
    {
        var (type, parameters) = Split(wanted);
        return Address(type, parameters);
    }

    /// <summary>A patient's resources of a type; null for a type that belongs to no patient.</summary>
    public Uri? OfPatient(string wanted, string patient)
    {
        var (type, parameters) = Split(wanted);
        if (Parameter(type) is not { } name) return null;
        return Address(type, Joined($"{name}={Uri.EscapeDataString(patient)}", parameters));
    }

    /// <summary>The types of a cancer record that the server says it has. See https://hl7.org/fhir/R4/capabilitystatement.html</summary>
    public async Task<IReadOnlyList<string>> TypesOf(RemoteServer server, CancellationToken cancel)
    {
        using var statement = await server.Get(new Uri(address, "metadata"), "application/fhir+json", answer => Statement(answer.Body), cancel).ConfigureAwait(false);
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (statement.RootElement.TryGetProperty("rest", out var rest) && rest.ValueKind == JsonValueKind.Array)
            foreach (var mode in rest.EnumerateArray())
                if (mode.TryGetProperty("resource", out var resources))
                    foreach (var resource in resources.EnumerateArray())
                        if (resource.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String) known.Add(type.GetString()!);
        string[] types = [.. RecordOrder.Types.Where(known.Contains)];
        return types.Length > 0 ? types : throw new RemoteSourceException($"{RemoteServer.Name(address)}: the server names no type of resource; state them as types");
    }

    private static (string Type, string? Parameters) Split(string wanted)
    {
        var question = wanted.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (wanted, null) : (wanted[..question], wanted[(question + 1)..]);
    }

    private static JsonDocument? Statement(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Uri Address(string type, string? parameters)
    {
        var query = Joined(parameters, $"_count={options.PageSize.ToString(CultureInfo.InvariantCulture)}");
        var from = since is { } mark && mark - options.Overlap > (options.Since ?? DateTimeOffset.MinValue) ? mark - options.Overlap : options.Since;
        if (from is { } time) query = Joined(query, $"_lastUpdated=ge{Instant.Write(time)}");
        return new Uri(address, $"{type}?{query}");
    }

    private static string Joined(string? first, string? second) => first is null ? second! : second is null ? first : $"{first}&{second}";

    private string? Parameter(string type)
    {
        if (type == "Patient") return "_id";
        if (patientParameters.TryGetValue(type, out var known)) return known;
        var codes = definitions.SearchParameters.Where(parameter => parameter.Bases.Contains(type) && parameter.Type == "reference").Select(parameter => parameter.Code).ToHashSet(StringComparer.Ordinal);
        return patientParameters[type] = codes.Contains("patient") ? "patient" : type == "ResearchSubject" && codes.Contains("individual") ? "individual" : null;
    }
}
