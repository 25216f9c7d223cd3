using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>The must-support elements of mCODE's profiles, derived from their definitions the way its data dictionary counts them: 417 in STU4.
/// See https://hl7.org/fhir/us/mcode/STU4/dictionary.html</summary>
internal sealed class MustSupportElements(FhirDefinitions definitions)
{
    // The one sliced element that the dictionary lists beside its slices though they say all of it.
    private const string ListedAllTheSame = "mcode-secondary-cancer-condition/Condition.extension";

    private readonly ProbeCompiler compiler = new(definitions);

    /// <summary>Ids of a profile's elements, in the order of its snapshot; none for a profile that only others build on.</summary>
    public IReadOnlyList<string> Of(McodeProfile profile)
    {
        if (definitions.FindStructure(profile.Url) is not { IsAbstract: false } structure) return [];
        var ids = new List<string>();
        foreach (var element in structure.Elements)
        {
            if (!element.MustSupport || !element.Path.Contains('.', StringComparison.Ordinal) || IsSaidByItsParts(profile, structure, element)) continue;
            ids.Add(element.Id);
            ids.AddRange(InsideExtension(structure, element));
        }

        return ids;
    }

    // An extension that is made of extensions has must-support parts of its own.
    private IEnumerable<string> InsideExtension(StructureDefinition structure, ElementDefinition element) =>
        compiler.ExtensionOf(element) is not { } extension ? [] : extension.Elements
            .Where(part => part.MustSupport && part.SliceName is not null && part.Path == "Extension.extension")
            .Select(part => part.Id.Replace("Extension", element.Id, StringComparison.Ordinal))
            .Where(id => ProbeCompiler.Find(structure, id) is null);

    // Left out: an element all of whose slices are listed and have no listed parts, and a component whose coded value is listed.
    private static bool IsSaidByItsParts(McodeProfile profile, StructureDefinition structure, ElementDefinition element)
    {
        if (element.SliceName is not null)
            return element.Path == "Observation.component" && ProbeCompiler.Find(structure, element.Id + ".value[x]") is
                { MustSupport: true, Types: [{ Code: "CodeableConcept" }], Binding: { Strength: BindingStrength.Required or BindingStrength.Extensible, ValueSet.Length: > 0 } };
        var slices = structure.Elements.Where(slice => slice.SliceName is not null && slice.Id == $"{element.Id}:{slice.SliceName}").ToList();
        return slices.Count > 0 && $"{profile.Name}/{element.Id}" != ListedAllTheSame
            && slices.TrueForAll(slice => slice.MustSupport && !structure.Elements.Any(part => part.MustSupport && part.Id.StartsWith(slice.Id + ".", StringComparison.Ordinal)));
    }
}
