using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>The CapabilityStatement, made from what the node really does: https://hl7.org/fhir/R4/http.html#capabilities</summary>
internal sealed class CapabilityInteraction(CentreNode node, ResourceTypes types)
{
    // The two ways to hand over patients that need no modifier, and the patient bundle.
    private static readonly string[] Instantiated =
    [
        "http://hl7.org/fhir/us/mcode/CapabilityStatement/mcode-sender-patients-in-group",
        "http://hl7.org/fhir/us/mcode/CapabilityStatement/mcode-sender-patient-bundle",
    ];

    private static readonly string[] Interactions = ["read", "vread", "update", "delete", "history-instance", "history-type", "create", "search-type"];

    private readonly Lazy<ILookup<string, string>> profiles = new(() => SupportedProfiles.Of(node.Definitions));
    private readonly string started = node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public Task<FhirResponse> Handle(FhirRequest request) => Task.FromResult(FhirResponse.Json(Write(request.BaseUrl)));

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
            writer.WriteStartArray("resource"u8);
            foreach (var type in types.Sorted) WriteType(writer, type);
            writer.WriteEndArray();
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
        WriteStrings(writer, "instantiates", Instantiated);
        writer.WriteStartObject("software"u8);
        writer.WriteString("name"u8, "Tessera"u8);
        writer.WriteString("version"u8, typeof(CapabilityInteraction).Assembly.GetName().Version!.ToString(3));
        writer.WriteEndObject();
        writer.WriteStartObject("implementation"u8);
        writer.WriteString("description"u8, node.Settings.Name);
        writer.WriteString("url"u8, baseUrl);
        writer.WriteEndObject();
        writer.WriteString("fhirVersion"u8, "4.0.1"u8);
        WriteStrings(writer, "format", ["application/fhir+json", "application/json"]);
        WriteStrings(writer, "implementationGuide",
            node.Definitions.Packages.Where(package => package.Name == "hl7.fhir.us.mcode").Select(package => $"http://hl7.org/fhir/us/mcode/ImplementationGuide/{package.Name}|{package.Version}"));
    }

    private void WriteType(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("profile"u8, "http://hl7.org/fhir/StructureDefinition/" + type);
        WriteStrings(writer, "supportedProfile", profiles.Value[type]);
        writer.WriteStartArray("interaction"u8);
        foreach (var interaction in Interactions)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, interaction);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("versioning"u8, "versioned-update"u8);
        writer.WriteBoolean("readHistory"u8, true);
        writer.WriteBoolean("updateCreate"u8, true);
        writer.WriteBoolean("conditionalCreate"u8, true);
        writer.WriteBoolean("conditionalUpdate"u8, true);
        writer.WriteString("conditionalDelete"u8, "single"u8);
        WriteSearch(writer, type);
        if (type == "Patient") WriteOperation(writer, "mcode-everything", "http://hl7.org/fhir/us/mcode/OperationDefinition/mcode-patient-everything");
        writer.WriteEndObject();
    }

    private void WriteSearch(Utf8JsonWriter writer, string type)
    {
        var parameters = node.Store.SearchParameters.Of(type).Where(parameter => parameter.IsSupported).ToList();
        var includes = parameters.Where(parameter => parameter.Type == Tessera.Fhir.Search.SearchParameterType.Reference).Select(parameter => $"{type}:{parameter.Code}");
        WriteStrings(writer, "searchInclude", includes);
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

    private static void WriteOperation(Utf8JsonWriter writer, string name, string definition)
    {
        writer.WriteStartArray("operation"u8);
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        writer.WriteString("definition"u8, definition);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

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
