using Tessera.Centre;
using Tessera.Centre.Verdicts;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Pages.Records;

namespace Tessera.Web.Pages.Validation;

/// <summary>Shows rules on resources. Places and values are not kept beside the verdicts: the few that a page shows are validated again.</summary>
internal sealed class RuleExamples(CentreNode node, Access access)
{
    // The first may be deleted or mended a moment ago.
    private const int Tried = 3;

    public async Task<RuleExample?> First(ValidationRule rule, string? type, IReadOnlyCollection<long>? runs, CancellationToken cancel)
    {
        var found = await Read(rule, node.Verdicts.Resources(rule.Id, type, runs, 0, Tried), cancel);
        return found.FirstOrDefault(example => example.Issue is not null) ?? (found.Count > 0 ? found[0] : null);
    }

    public async Task<IReadOnlyList<RuleExample>> Read(ValidationRule rule, IEnumerable<(string Type, string Id)> resources, CancellationToken cancel)
    {
        var examples = new List<RuleExample>();
        foreach (var (type, id) in resources)
        {
            if (await node.Store.Find(access, type, id, cancel) is not { Deleted: false } stored) continue;
            var document = FhirDocument.Parse(stored.Body, node.Definitions.Names);
            var issue = node.Validator.Validate(document).Issues.FirstOrDefault(rule.Covers);
            var origins = await node.Store.Origins(access, type, id, cancel);
            examples.Add(new RuleExample(RecordLine.Of(stored, document), issue, origins is [var origin, ..] ? origin : null));
        }

        return examples;
    }
}
