using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>One part of an element's id: a name and perhaps a slice.</summary>
internal readonly record struct ElementStep(string Name, string? Slice);

/// <summary>Finds where the elements of a list stand. An id says it whole; where ids are missing or are not those that the specification
/// prescribes (http://hl7.org/fhir/R4/elementdefinition.html#id), path and slice name continue from the element before.</summary>
internal sealed class ElementPosition
{
    // Nothing in use comes near; a tree that were deeper could not be walked.
    private const int MostSteps = 64;
    private const int LongestName = 2_000;

    private ElementStep[] last = [];

    /// <summary>The steps of the next element, from the root on; empty when it has no path, or one beyond all bounds.</summary>
    public ElementStep[] Next(JsonElement element)
    {
        var path = element.Text("path").Split('.');
        if (path is [""] || path.Length > MostSteps || element.Text("id").Length > LongestName || element.Text("sliceName").Length > LongestName) return [];
        return last = FromId(element.Text("id"), path, element.OptionalText("sliceName")) ?? FromPath(path, element.OptionalText("sliceName"));
    }

    private static ElementStep[]? FromId(string id, string[] path, string? slice)
    {
        var parts = id.Split('.');
        if (parts.Length != path.Length) return null;
        var steps = new ElementStep[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var colon = parts[i].IndexOf(':', StringComparison.Ordinal);
            steps[i] = colon < 0 ? new(parts[i], null) : new(parts[i][..colon], parts[i][(colon + 1)..]);
            if (steps[i].Name != path[i] && !IsTypeOf(path[i], steps[i])) return null;
        }
        return slice is null || steps[^1].Slice == slice ? steps : null;
    }

    // Observation.value[x]:valueQuantity may have the path Observation.valueQuantity.
    private static bool IsTypeOf(string name, ElementStep step) => step.Slice == name && step.Name.EndsWith("[x]", StringComparison.Ordinal);

    private ElementStep[] FromPath(string[] path, string? slice)
    {
        var steps = new ElementStep[path.Length];
        var same = true;
        for (var i = 0; i < path.Length; i++)
        {
            same = same && i < last.Length && (last[i].Name == path[i] || IsTypeOf(path[i], last[i]));
            steps[i] = same && i < path.Length - 1 ? last[i] : new ElementStep(path[i], null);
        }
        if (slice is not null) steps[^1] = steps[^1] with { Slice = slice };
        return steps;
    }
}
