using System.Runtime.CompilerServices;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>The texts of origins' paths: resources that share their origins share the text. A slot holds the last that fell on it.</summary>
internal sealed class PathTexts
{
    private readonly (IReadOnlyList<ElementOrigin>? Origins, string Text)[] slots = new (IReadOnlyList<ElementOrigin>?, string)[256];

    /// <summary>The text of these origins.</summary>
    public string Of(IReadOnlyList<ElementOrigin> origins)
    {
        ref var slot = ref slots[RuntimeHelpers.GetHashCode(origins) & (slots.Length - 1)];
        if (!ReferenceEquals(slot.Origins, origins)) slot = (origins, OriginPaths.Write(origins.Select(origin => (origin.Column, origin.Path))));
        return slot.Text;
    }
}
