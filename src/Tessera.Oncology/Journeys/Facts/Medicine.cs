namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A medicine as recorded, and the name under which its events are put together.</summary>
/// <param name="Name">The substance's name in lower case, without strength and form where the record's words show them:
/// <c>cisplatin 1 MG/ML Injectable Solution</c> is <c>cisplatin</c>. Brand names stay as they are: no dictionary is applied here.</param>
/// <param name="Concept">The medicine as recorded.</param>
public sealed record Medicine(string Name, Concept Concept)
{
    /// <summary>A medicine from its recorded concept.</summary>
    public static Medicine Of(Concept concept)
    {
        ArgumentNullException.ThrowIfNull(concept);
        return new Medicine(Substance(concept.Text), concept);
    }

    // The salt is not part of an INN: https://www.who.int/publications/m/item/inn-05-167-3
    private static readonly HashSet<string> Salts = new(StringComparer.OrdinalIgnoreCase)
    {
        "hydrochloride", "sulfate", "sulphate", "mesylate", "citrate", "acetate", "tosylate", "maleate", "besylate", "disodium",
    };

    // RxNorm's names: [volume "ML"] substance strength unit form. WHO's and most hospitals' names begin with the substance too.
    private static string Substance(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = words.Length > 2 && char.IsAsciiDigit(words[0][0]) && words[1].Equals("ML", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        var last = first;
        while (last < words.Length && (last == first || !char.IsAsciiDigit(words[last][0]))) last++;
        if (last - first > 1 && Salts.Contains(words[last - 1])) last--;
        return string.Join(' ', words[first..last]).TrimEnd(',', ';').ToLowerInvariant();
    }
}
