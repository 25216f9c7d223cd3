using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>One step of a discriminator's path, with the JSON names that it can mean: <c>value</c> means <c>valueQuantity</c> too.</summary>
internal sealed record PathStep(PathStepKind Kind, string Text, string Argument, (int NameId, string? Type)[] Names)
{
    /// <summary>The argument as it stands in documents.</summary>
    public byte[] ArgumentUtf8 { get; } = Encoding.UTF8.GetBytes(Argument);

    /// <summary>Reads one step; null when it is not one that the standard allows here.</summary>
    public static PathStep? Parse(string text, FhirDefinitions definitions)
    {
        if (text == "resolve()") return new PathStep(PathStepKind.Resolve, text, "", []);
        if (text.StartsWith("extension('", StringComparison.Ordinal) && text.EndsWith("')", StringComparison.Ordinal)) return new PathStep(PathStepKind.Extension, text, text[11..^2], []);
        if (text.StartsWith("ofType(", StringComparison.Ordinal) && text.EndsWith(')')) return new PathStep(PathStepKind.OfType, text, text[7..^1], []);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? new PathStep(PathStepKind.Element, text, "", JsonNames(text, definitions).ToArray()) : null;
    }

    // The name itself, and the name followed by a type for choices; other names that merely begin alike are left out.
    private static IEnumerable<(int, string?)> JsonNames(string element, FhirDefinitions definitions)
    {
        var names = definitions.Names;
        if (names.Find(element) is >= 0 and var exact) yield return (exact, null);
        for (var id = 0; id < names.Count; id += 2)
        {
            var json = names.Text(id);
            if (json.Length <= element.Length || !json.StartsWith(element, StringComparison.Ordinal) || !char.IsUpper(json[element.Length])) continue;
            var type = json[element.Length..];
            if ((definitions.Type(type) ?? definitions.Type(char.ToLowerInvariant(type[0]) + type[1..])) is { } found) yield return (id, found.Name);
        }
    }
}
