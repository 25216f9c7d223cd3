using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Validates resources against the base specification and profiles. Make one and share it between threads: structures are
/// compiled when first needed and kept. See https://hl7.org/fhir/R4/validation.html</summary>
public sealed class FhirValidator
{
    private readonly RuleSet rules;

    /// <summary>Makes a validator over loaded definitions.</summary>
    public FhirValidator(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        Definitions = definitions;
        rules = new RuleSet(definitions);
    }

    /// <summary>The definitions validated against.</summary>
    public FhirDefinitions Definitions { get; }

    /// <summary>Validates one resource.</summary>
    /// <param name="document">The resource; read with the names of the same definitions.</param>
    /// <param name="profiles">Profiles it must conform to besides those that it claims in <c>meta.profile</c>; null for none.</param>
    public ValidationResult Validate(FhirDocument document, IReadOnlyList<string>? profiles = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!ReferenceEquals(document.Names, Definitions.Names)) throw new ArgumentException("the document was read with other definitions", nameof(document));
        var run = ValidationRun.For(rules);
        var result = run.Validate(document, profiles ?? []);
        run.GiveBack();
        return result;
    }
}
