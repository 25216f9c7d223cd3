using Tessera.Fhir.Json;

namespace Tessera.Web.Pages.Patients;

/// <summary>Names and numbers of a patient as a page shows them: never in an address, a title or a log.</summary>
internal static class PatientName
{
    /// <summary>The name in use, or an empty text.</summary>
    public static string Of(FhirDocument patient)
    {
        var best = default(FhirNode);
        foreach (var name in patient.Root["name"].Items)
            if (!best.Exists || (name.Text("use") == "official" && best.Text("use") != "official")) best = name;
        if (!best.Exists) return "";
        if (best.Text("text") is { Length: > 0 } text) return text;
        var parts = new List<string>();
        foreach (var given in best["given"].Items) parts.Add(given.ToText());
        if (best.Text("family") is { } family) parts.Add(family);
        return string.Join(' ', parts);
    }

    /// <summary>Family name, then given names; or an empty text.</summary>
    public static string Sorted(FhirDocument patient)
    {
        foreach (var name in patient.Root["name"].Items)
        {
            var parts = new List<string>();
            if (name.Text("family") is { } family) parts.Add(family);
            foreach (var given in name["given"].Items) parts.Add(given.ToText());
            if (parts.Count > 0) return string.Join(' ', parts);
        }

        return Of(patient);
    }

    /// <summary>The first identifier's value, or an empty text.</summary>
    public static string Identifier(FhirDocument patient)
    {
        foreach (var identifier in patient.Root["identifier"].Items)
            if (identifier.Text("value") is { Length: > 0 } value) return value;
        return "";
    }
}
