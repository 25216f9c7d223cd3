using Microsoft.Extensions.Primitives;

namespace Tessera.Web.Fhir.Requests;

/// <summary>What a caller prefers to get back after a write. See https://hl7.org/fhir/R4/http.html#ops and RFC 7240</summary>
internal enum ReturnPreference
{
    /// <summary>Nothing was said: the resource, or in the answer to a bundle no more than headers.</summary>
    Unsaid,

    /// <summary>The resource.</summary>
    Representation,

    /// <summary>Headers only.</summary>
    Minimal,

    /// <summary>An OperationOutcome.</summary>
    Outcome,
}

/// <summary>The <c>Prefer</c> header of a request.</summary>
internal readonly record struct FhirPreference(ReturnPreference Return, bool Lenient)
{
    public static FhirPreference Of(StringValues header)
    {
        var preference = default(FhirPreference);
        foreach (var line in header)
        foreach (var part in (line ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            preference = part.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant() switch
            {
                "return=representation" => preference with { Return = ReturnPreference.Representation },
                "return=minimal" => preference with { Return = ReturnPreference.Minimal },
                "return=operationoutcome" => preference with { Return = ReturnPreference.Outcome },
                "handling=lenient" => preference with { Lenient = true },
                _ => preference,
            };
        }

        return preference;
    }
}
