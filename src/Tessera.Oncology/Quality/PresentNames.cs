using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>The properties that a resource has, a bit for each id of a name: most elements that are asked for are not there. <c>bench quality</c>
/// pays for it. Lent to each record in turn.</summary>
internal sealed class PresentNames
{
    private const int BitsOfWord = 64;

    private ulong[] words = new ulong[32];

    public void Read(FhirNode root)
    {
        Array.Clear(words);
        foreach (var child in root.Children)
        {
            if (child.NameId is not (>= 0 and var id)) continue;
            if (id / BitsOfWord >= words.Length) Array.Resize(ref words, Math.Max(words.Length * 2, (id / BitsOfWord) + 1));
            words[id / BitsOfWord] |= 1UL << (id % BitsOfWord);
        }
    }

    public bool HasAny(int[] names)
    {
        foreach (var id in names)
            if (id >= 0 && id / BitsOfWord < words.Length && (words[id / BitsOfWord] & (1UL << (id % BitsOfWord))) != 0) return true;
        return false;
    }
}
