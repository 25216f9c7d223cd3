using System.Text.Json.Serialization;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A CodeableConcept as it was recorded: words, and codes of any number of systems that mean the same.</summary>
/// <param name="Text">The recorded text, else the first display, else the first code; never empty.</param>
/// <param name="Codings">The codes, in the record's order.</param>
public sealed record Concept(string Text, IReadOnlyList<Coding> Codings)
{
    /// <summary>The text without the tag that SNOMED CT puts behind its names: <c>Excision of part of breast (procedure)</c> without <c>(procedure)</c>.</summary>
    [JsonIgnore]
    public string Plain { get; } = WithoutTag(Text);

    /// <summary>Whether one of the codings is this code of this system.</summary>
    public bool Is(string system, string code)
    {
        foreach (var coding in Codings)
            if (coding.Code == code && coding.System == system) return true;
        return false;
    }

    /// <summary>The first code of a system, or null.</summary>
    public string? CodeOf(string system)
    {
        foreach (var coding in Codings)
            if (coding.System == system && coding.Code.Length > 0) return coding.Code;
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(Concept? other) => other is not null && (ReferenceEquals(this, other) || (Text == other.Text && Codings.SequenceEqual(other.Codings)));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Codings.Count);

    /// <inheritdoc/>
    public override string ToString() => Plain;

    private static string WithoutTag(string text)
    {
        var open = text.LastIndexOf(" (", StringComparison.Ordinal);
        if (open > 0 && text.EndsWith(')') && SemanticTags.Contains(text[(open + 2)..^1])) text = text[..open];
        return text.EndsWith(Intent, StringComparison.Ordinal) ? text[..^Intent.Length] : text;
    }

    // The names of SNOMED CT's intents carry a second tag in words: "Curative - procedure intent (qualifier value)".
    private const string Intent = " - procedure intent";

    private static readonly HashSet<string> SemanticTags = new(StringComparer.Ordinal)
    {
        "procedure", "qualifier value", "disorder", "finding", "body structure", "morphologic abnormality", "observable entity", "tumor staging",
        "situation", "staging scale", "assessment scale", "substance", "product", "event", "specimen", "regime/therapy", "procedure intent", "attribute",
    };
}
