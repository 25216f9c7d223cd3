using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>$process-message</c>: hands a message to the receiver of its event and answers with a message. Receivers are added by the use
/// cases that are on (<see cref="ServerSettings.MessageReceivers"/>). See https://hl7.org/fhir/R4/messageheader-operation-process-message.html</summary>
internal sealed class ProcessMessage(CentreNode node, ServerSettings settings)
{
    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (request.Unknown() is { } unknown) return unknown;
        var body = await ResourceBody.ReadResource(request, node.Definitions.Names);
        if (body.Document is not { } document) return body.Refusal!;
        var message = Message(document);
        var header = default(FhirNode);
        foreach (var entry in message["entry"].Items)
        {
            header = entry["resource"];
            break;
        }

        if (message.Text("type") != "message" || header.Text("resourceType") != "MessageHeader")
            return FhirResponse.Failure(400, IssueType.Invalid, "A message is a Bundle of type message whose first entry is a MessageHeader.");
        var name = header.Text("eventUri") ?? $"{header["eventCoding"].Text("system")}|{header["eventCoding"].Text("code")}";
        if (settings.MessageReceivers.FirstOrDefault(receiver => receiver.Event == name) is not { } receiver)
            return FhirResponse.Failure(422, IssueType.NotSupported, "Nothing here receives messages of this event.", settings.MessageReceivers.Count == 0 ? null : $"There are: {string.Join(", ", settings.MessageReceivers.Select(known => known.Event))}.");
        var issues = await receiver.Receive(FhirDocument.Parse(message.Raw.ToArray(), node.Definitions.Names), request.Access, request.Cancel);
        return FhirResponse.Json(Reply(header, issues));
    }

    // The message itself, or the parameter 'content' that holds it.
    private static FhirNode Message(FhirDocument document)
    {
        if (document.ResourceType != "Parameters") return document.Root;
        foreach (var parameter in document.Root["parameter"].Items)
            if (parameter.Text("name") == "content") return parameter["resource"];
        return default;
    }

    private ReadOnlyMemory<byte> Reply(FhirNode header, IReadOnlyList<Issue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var (now, failed) = (node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), issues.Any(issue => issue.Severity >= IssueSeverity.Error));
        var outcome = $"urn:uuid:{Guid.NewGuid()}";
        using (var json = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "message"u8);
            json.WriteString("timestamp"u8, now);
            json.WriteStartArray("entry"u8);
            json.WriteStartObject();
            json.WriteString("fullUrl"u8, $"urn:uuid:{Guid.NewGuid()}");
            json.WriteStartObject("resource"u8);
            json.WriteString("resourceType"u8, "MessageHeader"u8);
            foreach (var child in header.Children)
            {
                if (child.Name is not ("eventUri" or "eventCoding")) continue;
                json.WritePropertyName(child.Name);
                json.WriteRawValue(child.Raw);
            }

            json.WriteStartObject("source"u8);
            json.WriteString("name"u8, node.Settings.Name);
            json.WriteString("endpoint"u8, "urn:tessera");
            json.WriteEndObject();
            json.WriteStartObject("response"u8);
            json.WriteString("identifier"u8, header.Text("id") ?? "unknown");
            json.WriteString("code"u8, failed ? "fatal-error"u8 : "ok"u8);
            json.WriteStartObject("details"u8);
            json.WriteString("reference"u8, outcome);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("fullUrl"u8, outcome);
            json.WritePropertyName("resource"u8);
            OperationOutcomes.Write(json, issues);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
