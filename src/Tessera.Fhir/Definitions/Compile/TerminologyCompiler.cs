using System.Text.Json;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Writes the code systems and value sets of a package.</summary>
internal static class TerminologyCompiler
{
    public static void Write(LayerWriter writer, IEnumerable<JsonElement> codeSystems, IEnumerable<JsonElement> valueSets, FhirDefinitions? below) =>
        Write(writer, codeSystems.Select(CodeSystemJson.Read).ToList(), valueSets.Select(ValueSetJson.Read), below);

    public static void Write(LayerWriter writer, IReadOnlyList<CodeSystemSource> systems, IEnumerable<ValueSetSource> valueSets, FhirDefinitions? below)
    {
        foreach (var system in systems) CodeSystemCodec.Write(writer, system);

        var listed = new ListedCodes();
        var urls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in valueSets)
        {
            urls.Add(set.Url);
            ValueSetCodec.Write(writer, set, listed);
        }
        foreach (var set in AllCodes(systems).Where(set => urls.Add(set.Url) && below?.FindValueSet(set.Url) is null)) ValueSetCodec.Write(writer, set, listed);

        var complete = systems.Where(system => system.Content == CodeSystemContent.Complete).Select(system => system.Url).ToHashSet(StringComparer.Ordinal);
        listed.Write(writer, system => complete.Contains(system) || below?.FindCodeSystem(system) is { IsComplete: true });
    }

    // http://hl7.org/fhir/R4/codesystem-definitions.html#CodeSystem.valueSet: the value set of all codes exists even when nobody wrote it down.
    private static IEnumerable<ValueSetSource> AllCodes(IEnumerable<CodeSystemSource> systems) =>
        systems.Where(system => system.ValueSet is not null).Select(system => ValueSetJson.AllCodes(system, system.ValueSet!.Split('|')[0]));
}
