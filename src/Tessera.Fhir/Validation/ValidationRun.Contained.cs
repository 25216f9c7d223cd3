using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>The two invariants that compare all references of a resource with all that it contains. As they are written, each reference looks at
/// each contained resource; here each looks into a table.</summary>
internal sealed partial class ValidationRun
{
    private const string LinksOfResource = "descendants().reference | descendants().as(canonical) | descendants().as(uri) | descendants().as(url)";
    private const string LinksToContainer = "descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists()";

    // ref-1; "#" alone is the container itself.
    private void ContainedIsThere(FhirNode reference, ConstraintRule constraint)
    {
        if (reference[known.Reference] is not { Kind: JsonKind.String } literal || literal.Utf8 is not [(byte)'#', _, ..]) return;
        if (!ContainedResources.Find(rootResource[known.Contained], known.Id, literal.Utf8[1..]).Exists) Broken(constraint, "nothing with this id is contained");
    }

    // dom-3
    private void ContainedIsReferenced(FhirNode holder, ConstraintRule constraint)
    {
        var contained = holder[known.Contained];
        if (!contained.Exists || rules.Expression(LinksOfResource, null).Expression is not { } all || rules.Expression(LinksToContainer, null).Expression is not { } back) return;
        var links = new HashSet<string>(StringComparer.Ordinal);
        using (var found = all.Evaluate(holder, environment))
        {
            if (!found.IsSuccess)
            {
                NotEvaluated(constraint, found.Issue);
                return;
            }
            foreach (ref readonly var link in found.Values)
                if (link.Utf8 is [(byte)'#', ..]) links.Add(link.ToString()[1..]);
        }
        AddLinksOf(holder["text"]["div"], links);
        var place = 0;
        foreach (var resource in contained.Items)
        {
            if (!(resource[known.Id] is { Kind: JsonKind.String } id && links.Contains(id.ToText())) && !back.EvaluateBoolean(resource, environment))
            {
                Broken(constraint, $"nothing refers to contained[{place}]");
                return;
            }
            place++;
        }
    }

    // The expression knows references, canonicals and URLs; narrative may show a contained image too (https://hl7.org/fhir/R4/narrative.html#img).
    private static void AddLinksOf(FhirNode narrative, HashSet<string> links)
    {
        if (narrative.Kind != JsonKind.String) return;
        var text = narrative.Utf8;
        while (text.IndexOf("\"#"u8) is >= 0 and var at)
        {
            text = text[(at + 2)..];
            if (text.IndexOf((byte)'"') is > 0 and var end) links.Add(Encoding.UTF8.GetString(text[..end]));
        }
    }
}
