using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Terminology;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary>The value set or code system that a terminology operation is about: sent along, stored, or of a loaded package. What is sent or stored is read
/// anew for each request; what it refers to is looked for in the loaded packages.</summary>
internal sealed class StoredTerminology(CentreNode node)
{
    private const int LargestRead = 4 * 1024 * 1024;

    /// <summary>The value set that a request means, or the answer that refuses it.</summary>
    public async Task<(ValueSet? Set, FhirResponse? Refusal)> ValueSet(FhirRequest request, OperationInput input)
    {
        if (request.Id is { } id)
        {
            return await node.Store.Find(request.Access, "ValueSet", id, request.Cancel) switch
            {
                null => (null, FhirResponse.NotFound("ValueSet")),
                { Deleted: true } deleted => (null, FhirResponse.Gone(deleted)),
                { } stored => Read(FhirDocument.Parse(stored.Body, node.Definitions.Names), node.Definitions.ReadValueSet),
            };
        }

        if (Sent(input) is { } sent)
        {
            var found = node.Validator.Validate(sent).Issues;
            return found.Any(issue => issue.Severity >= IssueSeverity.Error) ? (null, FhirResponse.Outcome(422, found)) : Read(sent, node.Definitions.ReadValueSet);
        }

        if (input.Text("url") is not { Length: > 0 } url)
            return (null, FhirResponse.Failure(400, IssueType.Required, "Which value set? The parameter 'url' is missing.", "Give url, send the ValueSet as the parameter 'valueSet', or ask at the address of a stored one."));
        var version = input.Text("valueSetVersion");
        if (node.Definitions.FindValueSet(version is null ? url : $"{url}|{version}") is { } loaded) return (loaded, null);
        var (document, refusal) = await Stored(request, "ValueSet", url, version);
        if (refusal is not null) return (null, refusal);
        return document is null
            ? (null, FhirResponse.Failure(404, IssueType.NotFound, "This value set is neither in the loaded packages nor stored here.", "Load the package that defines it, or store it."))
            : Read(document, node.Definitions.ReadValueSet);
    }

    /// <summary>The code system with a URL; neither it nor a refusal when there is none.</summary>
    public async Task<(CodeSystem? System, FhirResponse? Refusal)> CodeSystem(FhirRequest request, string url)
    {
        if (node.Definitions.FindCodeSystem(url) is { } loaded) return (loaded, null);
        var (document, refusal) = await Stored(request, "CodeSystem", url, null);
        return document is null ? (null, refusal) : Read(document, FhirDefinitions.ReadCodeSystem);
    }

    private static FhirDocument? Sent(OperationInput input) => input.Inner("valueSet") ?? (input.Resource is { ResourceType: "ValueSet" } resource ? resource : null);

    private async Task<(FhirDocument? Document, FhirResponse? Refusal)> Stored(FhirRequest request, string type, string url, string? version)
    {
        var parameters = new List<KeyValuePair<string, string>> { new("url", SearchEscape(url)), new("_count", "2") };
        if (version is not null) parameters.Add(new("version", SearchEscape(version)));
        if (!SearchQuery.TryParse(type, parameters, node.Store.SearchParameters, new SearchRules(node.Clock.GetUtcNow()), out var query, out var issues)) return (null, FhirResponse.Outcome(400, issues));
        return (await node.Store.Search(request.Access, query, request.Cancel)).Matches switch
        {
            [] => (null, null),
            [var one] => (FhirDocument.Parse(one.Body, node.Definitions.Names), null),
            _ => (null, FhirResponse.Failure(422, IssueType.MultipleMatches, $"Several stored {type}s have this URL.", "Name a version, or ask at the address of one of them.")),
        };
    }

    private static string SearchEscape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

    private static (T? Read, FhirResponse? Refusal) Read<T>(FhirDocument document, Func<FhirDocument, T> read)
        where T : class => document.Bytes.Length <= LargestRead
        ? (read(document), null)
        : (null, FhirResponse.Failure(422, IssueType.TooCostly, $"The {document.ResourceType} is too large to be read for one request.", "Load it as part of a package."));
}
