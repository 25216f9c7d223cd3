using System.Buffers;
using System.Text;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>A resource as this centre keeps it: under its own id, with its origin, without the stamps of the source's copy. All other bytes are
/// the source's.</summary>
internal sealed class OwnForm(FhirDefinitions definitions, string source, string id)
{
    /// <summary>Elements of <c>meta</c> that belong to a copy, not to the resource.</summary>
    public static readonly string[] Stamps = ["versionId", "lastUpdated"];

    public string Id => id;

    /// <summary>The resource, claiming a profile with the categories that it needs, or no other than before.</summary>
    public FhirDocument Of(FhirDocument document, ProfileCandidate? candidate)
    {
        var type = document.ResourceType!;
        var output = new ArrayBufferWriter<byte>(document.Bytes.Length + 512);
        Raw(output, $$"""{"resourceType":"{{type}}","id":{{Json(id)}},"meta":{""");
        Meta(output, document.Root["meta"], type, candidate?.Profile);
        output.Write("}"u8);
        var added = candidate?.Categories ?? [];
        foreach (var element in document.Root.Children)
        {
            if (element.Name is "resourceType" or "id" or "meta") continue;
            Raw(output, $",{Json(element.Name)}:");
            if (element.Name == "category" && added.Count > 0 && element.Kind == JsonKind.Array)
            {
                Categories(output, element, added);
                added = [];
            }
            else output.Write(element.Raw);
        }

        if (added.Count > 0 && !document.Root["category"].Exists)
            Raw(output, definitions.Type(type)!.Properties.First(property => property.JsonName == "category").IsCollection ? $",\"category\":[{string.Join(',', added)}]" : $",\"category\":{added[0]}");
        output.Write("}"u8);
        return FhirDocument.Parse(output.WrittenSpan.ToArray(), document.Names);
    }

    private void Meta(ArrayBufferWriter<byte> output, FhirNode meta, string type, string? profile)
    {
        var first = true;
        foreach (var element in meta.Children)
        {
            if (Stamps.Contains(element.Name) || element.Name == "profile" || element.Name is "_versionId" or "_lastUpdated") continue;
            Raw(output, $"{(first ? "" : ",")}{Json(element.Name)}:");
            output.Write(element.Raw);
            first = false;
        }

        if (meta.Text("source") is null) Raw(output, $"{(first ? "" : ",")}\"source\":{Json($"urn:tessera:{source}:fhir:{type}")}");
        var profiles = new List<string>();
        foreach (var claimed in meta["profile"].Items) profiles.Add(claimed.ToText());
        if (profile is not null) profiles.Add(profile);
        // The source stands before it in any case.
        if (profiles.Count > 0) Raw(output, $",\"profile\":[{string.Join(',', profiles.Select(Json))}]");
    }

    private static void Categories(ArrayBufferWriter<byte> output, FhirNode categories, IReadOnlyList<string> added)
    {
        output.Write("["u8);
        foreach (var category in categories.Children)
        {
            output.Write(category.Raw);
            output.Write(","u8);
        }

        Raw(output, string.Join(',', added));
        output.Write("]"u8);
    }

    private static void Raw(ArrayBufferWriter<byte> output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
