using Microsoft.AspNetCore.Routing.Template;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>What answers requests of one form.</summary>
/// <param name="Interaction">Its code in a CapabilityStatement (https://hl7.org/fhir/R4/valueset-type-restful-interaction.html), or for an operation
/// its name with the dollar sign.</param>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Template">The path behind the API's address.</param>
/// <param name="Handle">What answers.</param>
internal sealed record FhirRoute(string Interaction, IReadOnlyList<string> Methods, string Template, Func<FhirRequest, Task<FhirResponse>> Handle)
{
    public TemplateMatcher Matcher { get; } = new(TemplateParser.Parse(Template), []);

    /// <summary>For what only reads: refuses a request that it would not understand, before anything is asked of the store; null where that cannot be told before.</summary>
    public Func<FhirRequest, FhirResponse?>? Check { get; init; }

    /// <summary>Whether it can be asked for within a bundle.</summary>
    public bool InBundles { get; init; } = true;

    /// <summary>Whether its parameters may come as a form.</summary>
    public bool TakesForm { get; init; }

    /// <summary>Whether it writes one resource, so that it may be part of a transaction.</summary>
    public bool Writes => Interaction is "create" or "update" or "patch" or "delete";

    /// <summary>Whether it is an operation.</summary>
    public bool IsOperation => Interaction[0] == '$';

    /// <summary>For an operation: the canonical URL of its definition.</summary>
    public string? Definition { get; init; }

    /// <summary>The resource types it is about: any that is stored (<c>{type}</c>), a single one, or none for the system.</summary>
    public string? Type => Template.Split('/') is [var first, ..] && (first == "{type}" || (first.Length > 0 && char.IsAsciiLetterUpper(first[0]))) ? first : null;
}
