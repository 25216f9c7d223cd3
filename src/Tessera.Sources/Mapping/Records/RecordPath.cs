using System.Text.RegularExpressions;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;

namespace Tessera.Sources.Mapping.Records;

/// <summary>A FHIRPath over a record, with what the account of the record needs to know of it: which elements it looks at.</summary>
internal sealed partial class RecordPath
{
    private const string Existence = ".exists(";

    private readonly HashSet<string> names;

    public RecordPath(FhirPathExpression expression, FhirDefinitions definitions, string type)
    {
        Expression = expression;
        names = Names().Matches(Texts().Replace(expression.Text, "")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        // code.coding.exists(…) looks at the codings of which it holds: those that code.coding.where(…) gives.
        var at = expression.Text.LastIndexOf(Existence, StringComparison.Ordinal);
        if (at > 0 && expression.Text.EndsWith(')') && FhirPathExpression.TryCompile(string.Concat(expression.Text.AsSpan(0, at), ".where(", expression.Text.AsSpan(at + Existence.Length)), definitions, type, out var selecting, out _))
            Selecting = selecting;
    }

    public FhirPathExpression Expression { get; }

    /// <summary>Gives the elements that an expression of the form <c>….exists(…)</c> finds; null for others.</summary>
    public FhirPathExpression? Selecting { get; }

    /// <summary>Whether the path names an element of JSON; a choice is named without its type.</summary>
    public bool Looks(string element)
    {
        if (element.StartsWith('_')) element = element[1..];
        if (names.Contains(element)) return true;
        foreach (var name in names)
            if (element.Length > name.Length && char.IsAsciiLetterUpper(element[name.Length]) && element.StartsWith(name, StringComparison.Ordinal)) return true;
        return false;
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Names();

    [GeneratedRegex(@"'([^'\\]|\\.)*'")]
    private static partial Regex Texts();
}
