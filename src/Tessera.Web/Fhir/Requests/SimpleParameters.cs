using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The input of operations whose parameters are all simple: by GET in the URL, by POST also in a Parameters resource.
/// See https://hl7.org/fhir/R4/operations.html#executing</summary>
internal static class SimpleParameters
{
    /// <summary>What answers an operation, behind what reads the Parameters into those of the URL.</summary>
    public static Func<FhirRequest, Task<FhirResponse>> Before(Func<FhirRequest, Task<FhirResponse>> handle, NameTable names) => async request =>
        request.Method == "POST" && await Read(request, names) is { } refusal ? refusal : await handle(request);

    private static async Task<FhirResponse?> Read(FhirRequest request, NameTable names)
    {
        if (request.Body is not { } sent || (await sent.Read()).IsEmpty) return null;
        var body = await ResourceBody.Read(request, names, "Parameters");
        if (body.Document is not { } document) return body.Refusal;
        foreach (var parameter in document.Root["parameter"].Items)
        {
            if (parameter.Text("name") is not { Length: > 0 } name || Value(parameter) is not { } value)
                return FhirResponse.Failure(400, IssueType.Value, $"The parameter '{parameter.Text("name")}' has no simple value.", "The parameters of this operation are texts, numbers, dates and the like.");
            request.Parameters.Add(name, value);
        }

        return null;
    }

    private static string? Value(FhirNode parameter)
    {
        foreach (var child in parameter.Children)
            if (child.Name.StartsWith("value", StringComparison.Ordinal)) return child.Kind is JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False ? child.ToText() : null;
        return null;
    }
}
