using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Pages.Records;

namespace Tessera.Web.Pages.Validation;

/// <summary>A resource about which a rule was found.</summary>
/// <param name="Line">The resource.</param>
/// <param name="Issue">What validation says now about this rule; null when it holds by now.</param>
/// <param name="Origin">Where the resource came from, or null.</param>
public sealed record RuleExample(RecordLine Line, Issue? Issue, Origin? Origin);
