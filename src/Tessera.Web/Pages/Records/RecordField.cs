using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Records;

/// <summary>One element of a resource in words.</summary>
/// <param name="Label">Where it stands, such as <c>Body site › Laterality qualifier</c>.</param>
/// <param name="Text">What it says.</param>
/// <param name="Codes">The codes behind the words, or empty.</param>
/// <param name="Link">For references to resources of this node: their page, or null.</param>
public sealed record RecordField(string Label, string Text, string Codes, string? Link)
{
    private const int MostFields = 400;
    private static readonly string[] Hidden = ["resourceType", "id", "meta", "text", "contained"];

    /// <summary>The elements of a resource in document order.</summary>
    internal static IReadOnlyList<RecordField> Of(FhirDocument resource)
    {
        var fields = new List<RecordField>();
        // Of meta only what concerns reading: the rest stands in the head, the check and the origin.
        foreach (var name in (ReadOnlySpan<string>)["security", "tag"]) Walk(resource.Root["meta"][name], Wording.Label(name), fields);
        foreach (var child in resource.Root.Children)
            if (!Hidden.Contains(child.Name)) Walk(child, Wording.Label(child.Name.TrimStart('_')), fields);
        return fields;
    }

    private static void Walk(FhirNode node, string label, List<RecordField> fields)
    {
        if (fields.Count >= MostFields) return;
        foreach (var item in node.Items)
        {
            if (item.Kind != JsonKind.Object) fields.Add(new RecordField(label, Scalar(item), "", null));
            else if (item["coding"].Exists || (item["text"].Exists && item.Count <= 2)) Concept(item, label, fields);
            else if (item["code"].Exists && item["system"].Exists && !item["value"].Exists) fields.Add(new RecordField(label, PlainText.Concept(item), Code(item), null));
            else if (item["reference"].Exists) fields.Add(new RecordField(label, item.Text("display") ?? item["reference"].ToText(), "", PageOf(item["reference"].ToText())));
            else if (item["value"].Kind == JsonKind.Number) fields.Add(new RecordField(label, PlainText.Quantity(item), "", null));
            else if (item["url"].Exists) Extension(item, label, fields);
            else Children(item, label, fields);
        }
    }

    private static void Children(FhirNode node, string label, List<RecordField> fields)
    {
        foreach (var child in node.Children)
            if (child.Name != "id") Walk(child, $"{label} › {Wording.Label(child.Name.TrimStart('_')).ToLowerInvariant()}", fields);
    }

    private static void Concept(FhirNode concept, string label, List<RecordField> fields)
    {
        var codes = new List<string>();
        foreach (var coding in concept["coding"].Items)
            if (Code(coding) is { Length: > 0 } code) codes.Add(code);
        var words = PlainText.Concept(concept);
        fields.Add(new RecordField(label, words, IsWorded(concept) ? string.Join(", ", codes) : "", null));
        foreach (var extension in concept["extension"].Items) Extension(extension, label, fields);
    }

    // An extension is named by the last part of its URL: mcode-laterality-qualifier.
    private static void Extension(FhirNode extension, string label, List<RecordField> fields)
    {
        var url = extension.Text("url") ?? "";
        var name = url[(url.LastIndexOf('/') + 1)..];
        if (name.StartsWith("mcode-", StringComparison.Ordinal)) name = name[6..];
        var inner = label == "Extension" ? Wording.Label(name) : $"{label} › {Wording.Label(name).ToLowerInvariant()}";
        foreach (var child in extension.Children)
            if (child.Name is not ("url" or "id")) Walk(child, inner, fields);
    }

    // Where there are no words the code itself stands in their place and need not be said twice.
    private static bool IsWorded(FhirNode concept)
    {
        var worded = concept["text"].Exists;
        foreach (var coding in concept["coding"].Items) worded |= coding["display"].Exists;
        return worded;
    }

    private static string Code(FhirNode coding) => $"{coding.Text("code")} {CodeSystemNames.Of(coding.Text("system"))}".Trim();

    private static string Scalar(FhirNode value) => ClinicalDate.IsDate(value.ToText()) && value.ToText().Contains('-', StringComparison.Ordinal) && value.ToText().Length == 10
        ? Wording.Date(value.ToText())
        : value.ToText();

    private static string? PageOf(string reference)
    {
        var parts = reference.Split('/');
        return parts.Length == 2 && parts[0].Length > 0 && char.IsAsciiLetterUpper(parts[0][0]) ? $"/records/{parts[0]}/{parts[1]}" : null;
    }
}
