using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Requests;

/// <summary>What an operation is given: parameters of the URL, and a body that is a Parameters resource or the resource itself.
/// See https://hl7.org/fhir/R4/operations.html#executing</summary>
internal sealed class OperationInput
{
    private readonly RequestParameters query;
    private readonly FhirNode parameters;

    private OperationInput(RequestParameters query, FhirDocument? body)
    {
        this.query = query;
        Body = body;
        if (body?.ResourceType == "Parameters") parameters = body.Root;
        else Resource = body;
    }

    /// <summary>The resource that the operation is about, or null.</summary>
    public FhirDocument? Resource { get; private set; }

    /// <summary>What was sent, or null.</summary>
    public FhirDocument? Body { get; }

    /// <summary>A parameter that the Parameters hold more than once, or null.</summary>
    public string? Repeated
    {
        get
        {
            var seen = new HashSet<string?>();
            foreach (var parameter in parameters["parameter"].Items)
                if (!seen.Add(parameter.Text("name"))) return parameter.Text("name") ?? "";
            return null;
        }
    }

    /// <summary>Reads the input of a request.</summary>
    public static async Task<(OperationInput? Input, FhirResponse? Refusal)> Read(FhirRequest request, FhirDefinitions definitions)
    {
        if (request.Body is not { } sent || request.Method == "GET" || (sent.ContentType is null && (await sent.Read()).IsEmpty)) return (new OperationInput(request.Parameters, null), null);
        var body = await ResourceBody.ReadResource(request, definitions.Names);
        if (body.Document is not { } document) return (null, body.Refusal);
        var input = new OperationInput(request.Parameters, document);
        input.Resource ??= input.Inner("resource");
        return (input, null);
    }

    /// <summary>The resource that a parameter holds, or null.</summary>
    public FhirDocument? Inner(string name) => Part(name)["resource"] is { Exists: true } resource ? FhirDocument.Parse(resource.Raw.ToArray(), resource.Document.Names) : null;

    /// <summary>The text of a parameter, from the body or the URL; null when it is not given.</summary>
    public string? Text(string name)
    {
        foreach (var child in Part(name).Children)
            if (child.Name.StartsWith("value", StringComparison.Ordinal) && child.Kind is JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False) return child.ToText();
        return query[name];
    }

    /// <summary>All texts of a parameter that may come several times.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var parameter in parameters["parameter"].Items)
        {
            if (parameter.Text("name") != name) continue;
            foreach (var child in parameter.Children)
                if (child.Name.StartsWith("value", StringComparison.Ordinal) && child.Kind == JsonKind.String) texts.Add(child.ToText());
        }

        return [.. texts, .. query.Pairs.Where(pair => pair.Key == name).Select(pair => pair.Value)];
    }

    /// <summary>The value of a parameter that is an object, such as <c>valueCoding</c>; no node when it is not given.</summary>
    public FhirNode Object(string name)
    {
        foreach (var child in Part(name).Children)
            if (child.Name.StartsWith("value", StringComparison.Ordinal) && child.Kind == JsonKind.Object) return child;
        return default;
    }

    /// <summary>The refusal of parameters that are none of these, or null.</summary>
    public FhirResponse? Unknown(FhirRequest request, params ReadOnlySpan<string> known)
    {
        if (request.Unknown(known) is { } refusal) return refusal;
        foreach (var parameter in parameters["parameter"].Items)
            if (!request.Preference.Lenient && !known.Contains(parameter.Text("name") ?? ""))
                return FhirResponse.Failure(400, IssueType.NotSupported, "The Parameters hold one that this operation does not know.", "GET /fhir/metadata names its definition.");
        return null;
    }

    private FhirNode Part(string name)
    {
        foreach (var parameter in parameters["parameter"].Items)
            if (parameter.Text("name") == name) return parameter;
        return default;
    }
}
