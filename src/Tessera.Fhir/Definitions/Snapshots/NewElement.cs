using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Elements that a type adds to those of the type it specialises.</summary>
internal static class NewElement
{
    private const string ElementUrl = "http://hl7.org/fhir/StructureDefinition/Element";
    private const string ExtensionUrl = "http://hl7.org/fhir/StructureDefinition/Extension";

    /// <summary>An element that no other was copied for.</summary>
    public static SnapshotElement Of(string name, JsonElement element) =>
        new(name, null) { ["base"] = Base(element.Text("path"), element.Number("min", 0), element.OptionalText("max") ?? "*") };

    public static JsonElement Base(string path, int min, string max) => JsonWriting.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteNumber("min", min);
        writer.WriteString("max", max);
        writer.WriteEndObject();
    });

    /// <summary>Adds what holds for every element and need not be said: the rules of Element and of Extension, and what is not so unless
    /// stated. Resources inside others keep their own rules.</summary>
    public static void Complete(SnapshotElement element, SnapshotGenerator generator)
    {
        element["isModifier"] ??= JsonSerializer.SerializeToElement(false);
        var types = element.Types.Select(type => type.Text("code")).ToList();
        if (types.Contains("Extension")) Add(element, ExtensionUrl, generator);
        else if ((types.Count > 0 || element["contentReference"] is not null) && !types.Contains("Resource")) Add(element, ElementUrl, generator);
    }

    private static void Add(SnapshotElement element, string url, SnapshotGenerator generator)
    {
        if (!generator.TryGetSource(url, out var source, out _) || source.Root["constraint"] is not { } rules) return;
        element["constraint"] = element["constraint"] is { } own ? ElementMerge.Combine("constraint", own, rules) : rules;
    }
}
