using Microsoft.AspNetCore.Routing.Template;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>What answers requests of one form.</summary>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Template">The path behind the API's address.</param>
/// <param name="Handle">What answers.</param>
internal sealed record FhirRoute(IReadOnlyList<string> Methods, string Template, Func<FhirRequest, Task<FhirResponse>> Handle)
{
    public TemplateMatcher Matcher { get; } = new(TemplateParser.Parse(Template), []);

    /// <summary>Whether it can be asked for within a bundle.</summary>
    public bool InBundles { get; init; } = true;

    /// <summary>Whether it writes one resource, so that it may be part of a transaction.</summary>
    public bool Writes { get; init; }
}
