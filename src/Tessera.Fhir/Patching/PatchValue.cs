using System.Buffers;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>The value of a FHIRPath Patch operation as JSON: a <c>value[x]</c>, a resource, or parts that stand for the elements of an
/// anonymous type.</summary>
internal static class PatchValue
{
    /// <summary>For <c>valueQuantity</c>: <c>Quantity</c>; empty when the value is made of parts.</summary>
    public static string TypeSuffix(FhirNode part) => Typed(part) is { Exists: true } value ? value.Name["value".Length..] : "";

    public static byte[] Json(FhirNode part, FhirProperty property, FhirDefinitions definitions) => Json(part, property.Type, definitions);

    public static byte[] Json(FhirNode part, FhirType? type, FhirDefinitions? definitions)
    {
        if (Typed(part) is { Exists: true } value) return value.Raw.ToArray();
        if (part["resource"] is { Exists: true } resource) return resource.Raw.ToArray();
        var output = new ArrayBufferWriter<byte>(128);
        Parts(output, part, type, definitions);
        return output.WrittenSpan.ToArray();
    }

    // Parts of the same name are the items of a list; so is a single one where the type says so.
    private static void Parts(ArrayBufferWriter<byte> output, FhirNode part, FhirType? type, FhirDefinitions? definitions)
    {
        var byName = new Dictionary<string, List<FhirNode>>(StringComparer.Ordinal);
        foreach (var inner in part["part"].Items)
        {
            var name = inner.Text("name") ?? "";
            if (!byName.TryGetValue(name, out var same)) byName.Add(name, same = []);
            same.Add(inner);
        }

        var separator = "{"u8;
        foreach (var (name, same) in byName)
        {
            var properties = type?.Element(name).ToList() ?? [];
            var property = properties.Find(candidate => !candidate.IsChoice || candidate.JsonName == name + TypeSuffix(same[0]));
            output.Write(separator);
            separator = ","u8;
            output.Write(Encoding.UTF8.GetBytes($"\"{property?.JsonName ?? name}\":"));
            var isList = property?.IsCollection ?? same.Count > 1;
            if (isList) output.Write("["u8);
            for (var i = 0; i < same.Count; i++)
            {
                if (i > 0) output.Write(","u8);
                output.Write(Json(same[i], property?.Type, definitions));
            }

            if (isList) output.Write("]"u8);
        }

        output.Write(separator.SequenceEqual("{"u8) ? "{}"u8 : "}"u8);
    }

    private static FhirNode Typed(FhirNode part)
    {
        foreach (var child in part.Children)
            if (child.Name.StartsWith("value", StringComparison.Ordinal)) return child;
        return default;
    }
}
