using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>Which patient a resource is about.</summary>
public static class PatientReference
{
    private static ReadOnlySpan<byte> Prefix => "Patient/"u8;

    /// <summary>Id of the one patient that a resource names as its subject; its own id for a Patient; null when it names none.</summary>
    public static string? Of(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource.ResourceType == "Patient") return resource.Id;
        foreach (var name in (ReadOnlySpan<string>)["subject", "patient", "individual"])
            if (IdIn(resource.Root[name]) is { } id) return id;
        foreach (var participant in resource.Root["participant"].Items)
            if (IdIn(participant["actor"]) is { } id) return id;
        return null;
    }

    private static string? IdIn(FhirNode reference) =>
        reference["reference"] is { Kind: JsonKind.String } text && text.Utf8.StartsWith(Prefix) ? Encoding.UTF8.GetString(text.Utf8[Prefix.Length..]) : null;
}
