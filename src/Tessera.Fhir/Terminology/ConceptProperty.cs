namespace Tessera.Fhir.Terminology;

/// <summary>A property that a code system defines for its concepts.</summary>
/// <param name="Code">Its name in this code system.</param>
/// <param name="Uri">What it means, when that is said.</param>
internal sealed record ConceptProperty(string Code, string? Uri)
{
    // http://hl7.org/fhir/R4/codesystem-concept-properties.html; packages of older specifications write subsumedBy.
    private const string Standard = "http://hl7.org/fhir/concept-properties#";

    /// <summary>Whether its values are the concepts above.</summary>
    public bool IsParent => Uri == Standard + "parent" || (Uri is null && Code is "parent" or "subsumedBy");

    /// <summary>Whether the values of a property are true or false: as its code system says, else as FHIR names it.</summary>
    public static bool IsBooleanIn(CodeSystem? system, string code)
    {
        if (system is null) return false;
        foreach (var property in system.Properties)
            if (property.Code == code && property.Uri is { } uri) return TypeOf(uri) == "boolean";
        return TypeOf(Standard + code) == "boolean";
    }

    /// <summary>The type that FHIR gives a property, or null when it has no such property.</summary>
    public static string? TypeOf(string uri) => !uri.StartsWith(Standard, StringComparison.Ordinal) ? null : uri[Standard.Length..] switch
    {
        "inactive" or "notSelectable" => "boolean",
        "deprecated" or "deprecationDate" => "dateTime",
        "parent" or "child" => "code",
        _ => null,
    };

    /// <summary>Whether its values are the concepts below.</summary>
    public bool IsChild => Uri == Standard + "child" || (Uri is null && Code == "child");
}
