using System.Buffers;
using System.Text;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>$meta</c>, <c>$meta-add</c> and <c>$meta-delete</c>: profiles, security labels and tags of a resource, of a type, of everything.
/// See https://hl7.org/fhir/R4/resource-operation-meta.html</summary>
internal sealed class MetaOperations(CentreNode node, WriteInteraction write)
{
    private static readonly string[] Lists = ["profile", "security", "tag"];

    /// <summary>Reads the labels.</summary>
    public async Task<FhirResponse> Read(FhirRequest request)
    {
        if (request.Unknown() is { } refusal) return refusal;
        if (request.Id is null) return Answer(Json(await node.Store.Labels(request.Access, (string?)request.Route["type"], request.Cancel)));
        return await node.Store.Find(request.Access, request.Type, request.Id, request.Cancel) switch
        {
            null => FhirResponse.NotFound(request.Type),
            { Deleted: true } deleted => FhirResponse.Gone(deleted),
            { } found => Answer(FhirDocument.Parse(found.Body, node.Definitions.Names).Root["meta"].Raw),
        };
    }

    public Task<FhirResponse> Add(FhirRequest request) => Change(request, removes: false);

    public Task<FhirResponse> Delete(FhirRequest request) => Change(request, removes: true);

    private async Task<FhirResponse> Change(FhirRequest request, bool removes)
    {
        var (input, refusal) = await OperationInput.Read(request, node.Definitions);
        if (input is null) return refusal!;
        if (input.Unknown(request, "meta") is { } unknown) return unknown;
        if (input.Repeated is { } repeated) return FhirResponse.Failure(400, IssueType.Invalid, $"The parameter '{repeated}' is given more than once.", "Put all labels into one Meta.");
        if (input.Object("meta") is not { Exists: true, Name: "valueMeta" } meta) return FhirResponse.Failure(400, IssueType.Required, "The operation needs a parameter 'meta' with a Meta.", "Send Parameters with name 'meta' and valueMeta.");
        if (node.Validator.Validate(input.Body!).Issues is var found && found.Any(issue => issue.Severity >= IssueSeverity.Error)) return FhirResponse.Outcome(422, found);
        var change = new ResourceWrite(WriteKind.Edit, request.Type, request.Id, null) { Change = (FhirDocument current, out Issue? issue) => Edited(current, meta, removes, out issue) };
        var written = await node.Writer.Write(request.Access, change, node.Settings.Validation, WritePriority.Interactive, request.Cancel);
        return written.Outcome is { Succeeded: true } ? await Read(request) : await write.Answer(request, written);
    }

    private static FhirDocument? Edited(FhirDocument current, FhirNode meta, bool removes, out Issue? issue)
    {
        issue = null;
        foreach (var list in Lists)
        {
            var labels = new List<FhirNode>();
            foreach (var label in current.Root["meta"][list].Items) labels.Add(label);
            foreach (var label in meta[list].Items)
            {
                labels.RemoveAll(other => Same(other, label));
                if (!removes) labels.Add(label);
            }

            var json = Encoding.UTF8.GetBytes("[" + string.Join(',', labels.Select(label => label.ToString())) + "]");
            var there = current.Root["meta"][list];
            if (labels.Count == 0 && !there.Exists) continue;
            var edit = labels.Count == 0 ? DocumentEdit.Remove(there) : there.Exists ? DocumentEdit.Replace(there, json) : DocumentEdit.Add(current.Root["meta"], list, json);
            if (!edit.TryApply(out var edited, out _, out issue)) return null;
            current = edited;
        }

        return current;
    }

    // Labels are the same when system and code are; a display is no part of it.
    private static bool Same(FhirNode left, FhirNode right) => left.Kind == JsonKind.String
        ? right.Kind == JsonKind.String && left.TextEquals(right.Utf8)
        : left.Text("system") == right.Text("system") && left.Text("code") == right.Text("code");

    private static byte[] Json(StoreLabels labels)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            json.WriteStartObject();
            if (labels.Profiles.Count > 0)
            {
                json.WriteStartArray("profile"u8);
                foreach (var profile in labels.Profiles) json.WriteStringValue(profile);
                json.WriteEndArray();
            }

            Codings(json, "security", labels.Security);
            Codings(json, "tag", labels.Tags);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Codings(Utf8JsonWriter json, string name, IReadOnlyList<(string System, string Code)> codings)
    {
        if (codings.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var (system, code) in codings)
        {
            json.WriteStartObject();
            if (system.Length > 0) json.WriteString("system"u8, system);
            json.WriteString("code"u8, code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static FhirResponse Answer(ReadOnlySpan<byte> meta) => FhirResponse.Json((byte[])
        [.. """{"resourceType":"Parameters","parameter":[{"name":"return","valueMeta":"""u8, .. meta, .. "}]}"u8]);
}
