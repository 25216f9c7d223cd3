using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>The CapabilityStatement, made from what the node really does: https://hl7.org/fhir/R4/http.html#capabilities</summary>
internal sealed class CapabilityInteraction(CentreNode node, ResourceTypes types, FhirRoutes routes, ServerSettings settings)
{
    private const string McodeStatements = "http://hl7.org/fhir/us/mcode/CapabilityStatement/mcode-";
    private const string UsCoreServer = "http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server";

    // All the ways of mCODE to hand over patients and to take them: http://hl7.org/fhir/us/mcode/STU4/conformance-general.html
    private static readonly string[] Ways =
        ["patients-in-group", "patients-with-cancer-condition", "patients-and-cancer-conditions", "cancer-conditions-then-patients", "patient-bundle"];

    private readonly Lazy<ILookup<string, string>> profiles = new(() => SupportedProfiles.Of(node.Definitions));
    private readonly Lazy<ILookup<string, string>> reverseIncludes = new(() => ReverseIncludes(node, types));
    private readonly string started = node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public Task<FhirResponse> Handle(FhirRequest request) => Task.FromResult(
        request.Unknown("mode") ?? (ResourceView.Of(request, node.Definitions, "CapabilityStatement", out var refusal) is { } view
            ? FhirResponse.Json(view.Bytes("CapabilityStatement", Write(request.BaseUrl)))
            : refusal!));

    private ReadOnlyMemory<byte> Write(string baseUrl)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            writer.WriteStartObject();
            WriteHead(writer, baseUrl);
            writer.WriteStartArray("rest"u8);
            writer.WriteStartObject();
            writer.WriteString("mode"u8, "server"u8);
            writer.WriteStartObject("security"u8);
            writer.WriteBoolean("cors"u8, settings.AllowedOrigins.Count > 0);
            writer.WriteEndObject();
            writer.WriteStartArray("resource"u8);
            foreach (var type in types.Sorted) WriteType(writer, type);
            writer.WriteEndArray();
            WriteInteractions(writer, [.. Interactions(null), .. Interactions(null).Contains("transaction") ? (string[])["batch"] : []]);
            WriteStrings(writer, "compartment", types.Sorted.Select(node.Definitions.FindCompartment).OfType<CompartmentDefinition>().Select(compartment => compartment.Url));
            WriteOperations(writer, null);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteHead(Utf8JsonWriter writer, string baseUrl)
    {
        writer.WriteString("resourceType"u8, "CapabilityStatement"u8);
        writer.WriteString("status"u8, "active"u8);
        writer.WriteString("date"u8, started);
        writer.WriteString("kind"u8, "instance"u8);
        WriteStrings(writer, "instantiates", [.. Ways.Select(way => $"{McodeStatements}sender-{way}"), .. Ways.Select(way => $"{McodeStatements}receiver-{way}"), UsCoreServer]);
        writer.WriteStartObject("software"u8);
        writer.WriteString("name"u8, "Tessera"u8);
        writer.WriteString("version"u8, typeof(CapabilityInteraction).Assembly.GetName().Version!.ToString(3));
        writer.WriteEndObject();
        writer.WriteStartObject("implementation"u8);
        writer.WriteString("description"u8, node.Settings.Name);
        writer.WriteString("url"u8, baseUrl);
        writer.WriteEndObject();
        writer.WriteString("fhirVersion"u8, "4.0.1"u8);
        WriteStrings(writer, "format", ["application/fhir+json", "application/json", "json"]);
        WriteStrings(writer, "patchFormat", ["application/json-patch+json", "application/fhir+json"]);
        WriteStrings(writer, "implementationGuide",
            node.Definitions.Packages.Where(package => package.Name == "hl7.fhir.us.mcode").Select(package => $"http://hl7.org/fhir/us/mcode/ImplementationGuide/{package.Name}|{package.Version}"));
    }

    private void WriteType(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("profile"u8, "http://hl7.org/fhir/StructureDefinition/" + type);
        WriteStrings(writer, "supportedProfile", profiles.Value[type]);
        WriteInteractions(writer, Interactions("{type}"));
        writer.WriteString("versioning"u8, "versioned-update"u8);
        writer.WriteBoolean("readHistory"u8, true);
        writer.WriteBoolean("updateCreate"u8, true);
        writer.WriteBoolean("conditionalCreate"u8, true);
        writer.WriteString("conditionalRead"u8, "full-support"u8);
        writer.WriteBoolean("conditionalUpdate"u8, true);
        writer.WriteString("conditionalDelete"u8, "single"u8);
        WriteSearch(writer, type);
        WriteOperations(writer, type);
        writer.WriteEndObject();
    }

    private void WriteSearch(Utf8JsonWriter writer, string type)
    {
        var parameters = node.Store.SearchParameters.Of(type).Where(parameter => parameter.IsSupported).ToList();
        var includes = parameters.Where(parameter => parameter.Type == SearchParameterType.Reference).Select(parameter => $"{type}:{parameter.Code}");
        WriteStrings(writer, "searchInclude", ["*", .. includes]);
        WriteStrings(writer, "searchRevInclude", reverseIncludes.Value[type]);
        writer.WriteStartArray("searchParam"u8);
        foreach (var parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, parameter.Code);
            if (parameter.Url.Length > 0) writer.WriteString("definition"u8, parameter.Url);
            writer.WriteString("type"u8, parameter.Type.ToString().ToLowerInvariant());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private IReadOnlyList<string> Interactions(string? type) =>
        [.. routes.All.Where(route => !route.IsOperation && route.Type == type && route.Interaction is not ("capabilities" or "search-compartment")).Select(route => route.Interaction).Distinct()];

    private static void WriteInteractions(Utf8JsonWriter writer, IReadOnlyList<string> codes)
    {
        writer.WriteStartArray("interaction"u8);
        foreach (var code in codes)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // An operation of all types is said once for each of them.
    private void WriteOperations(Utf8JsonWriter writer, string? type)
    {
        var operations = routes.All.Where(route => route.IsOperation && (route.Type == type || (type is not null && route.Type == "{type}"))).DistinctBy(route => route.Interaction).ToList();
        if (operations.Count == 0) return;
        writer.WriteStartArray("operation"u8);
        foreach (var operation in operations)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, operation.Interaction[1..]);
            writer.WriteString("definition"u8, operation.Definition);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ILookup<string, string> ReverseIncludes(CentreNode node, ResourceTypes types) => types.Sorted
        .SelectMany(type => node.Store.SearchParameters.Of(type))
        .Where(parameter => parameter is { IsSupported: true, Type: SearchParameterType.Reference })
        .SelectMany(parameter => parameter.Targets.Select(target => (target, name: $"{parameter.ResourceType}:{parameter.Code}")))
        .ToLookup(pair => pair.target, pair => pair.name, StringComparer.Ordinal);

    // FHIR has no empty arrays.
    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        var open = false;
        foreach (var value in values)
        {
            if (!open) writer.WriteStartArray(name);
            open = true;
            writer.WriteStringValue(value);
        }

        if (open) writer.WriteEndArray();
    }
}
