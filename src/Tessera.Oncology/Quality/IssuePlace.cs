using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>Finds the node that a place such as <c>Condition.extension[1].value</c> means.</summary>
internal static class IssuePlace
{
    /// <summary>The node, or the nearest above it that exists: what is missing is missing in that.</summary>
    public static FhirNode Find(FhirDocument document, string expression)
    {
        var node = document.Root;
        foreach (var part in expression.Split('.').Skip(1))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            var number = bracket < 0 ? 0 : int.TryParse(part.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
            if (Child(node, name, number) is not { Exists: true } child) return node;
            node = child;
        }

        return node;
    }

    private static FhirNode Child(FhirNode node, string name, int number)
    {
        var found = node[name];
        if (!found.Exists)
            foreach (var child in node.Children)
                if (child.Name is var other && other.Length > name.Length && other.StartsWith(name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(other[name.Length])) found = child;
        foreach (var item in found.Items)
            if (number-- == 0) return item;
        return default;
    }
}
