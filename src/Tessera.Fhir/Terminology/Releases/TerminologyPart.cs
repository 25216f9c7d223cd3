using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>What a release brings under one canonical URL: a code system with the value sets that its owner publishes with it, or a value set.</summary>
public sealed class TerminologyPart
{
    private readonly CodeSystemSource? system;
    private readonly IReadOnlyList<ValueSetSource> valueSets;

    internal TerminologyPart(CodeSystemSource system, IReadOnlyList<ValueSetSource> valueSets) => (this.system, this.valueSets) = (system, valueSets);

    internal TerminologyPart(ValueSetSource valueSet) => valueSets = [valueSet];

    /// <summary>Canonical URL.</summary>
    public string Url => system?.Url ?? valueSets[0].Url;

    /// <summary>Its version; empty when nothing tells it.</summary>
    public string Version => system?.Version ?? valueSets[0].Version;

    /// <summary>What it is.</summary>
    public DefinitionKind Kind => system is null ? DefinitionKind.ValueSet : DefinitionKind.CodeSystem;

    /// <summary>How many codes it lists.</summary>
    public int Codes => system?.Concepts.Count ?? Listed(valueSets[0]);

    /// <summary>How many value sets come with it.</summary>
    public int ValueSets => valueSets.Count;

    /// <summary>Whether a code of the system that is absent is wrong; for a value set always true.</summary>
    public bool IsComplete => system is null or { Content: CodeSystemContent.Complete };

    /// <summary>Compiles it into a layer that <see cref="FhirDefinitions.TryAddLayers"/> opens.</summary>
    /// <param name="below">The definitions that it will stand on.</param>
    /// <param name="origin">The file that it came from, for people.</param>
    /// <param name="folder">Where the layer is written: under a name with the hash of its content, whole or not at all.</param>
    /// <returns>Path of the layer.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public string Compile(FhirDefinitions below, string origin, string folder)
    {
        ArgumentNullException.ThrowIfNull(below);
        var writer = new LayerWriter();
        TerminologyCompiler.Write(writer, system is null ? [] : [system], valueSets, below);
        return LayerFile.Save(writer.Finish(new PackageIdentity(Url, Version, origin), []).Span, FileName, folder);
    }

    // The name is for people who look into the folder; the hash tells files apart.
    private string FileName
    {
        get
        {
            var bare = Url.Contains("://", StringComparison.Ordinal) ? Url[(Url.IndexOf("://", StringComparison.Ordinal) + 3)..] : Url;
            return string.Concat(bare.Take(60).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-')).TrimStart('.', '-');
        }
    }

    private static int Listed(ValueSetSource set) => set.Includes.Concat(set.Expansion).Sum(clause => clause.Listed?.Count ?? 0);
}
