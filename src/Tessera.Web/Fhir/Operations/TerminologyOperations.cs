using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>ValueSet/$expand</c>, <c>ValueSet/$validate-code</c> and <c>CodeSystem/$validate-code</c> over the loaded packages and what
/// is stored or sent along. What cannot be decided, because a code system is not here, is said and never guessed. See https://hl7.org/fhir/R4/terminology-service.html</summary>
internal sealed class TerminologyOperations(CentreNode node)
{
    private const int LargestExpansion = 10_000;

    private readonly StoredTerminology sources = new(node);

    public async Task<FhirResponse> Expand(FhirRequest request)
    {
        var (input, refusal) = await OperationInput.Read(request, node.Definitions);
        if (input is null) return refusal!;
        if (input.Unknown(request, "url", "valueSet", "valueSetVersion", "filter", "offset", "count") is { } unknown) return unknown;
        var (set, notFound) = await sources.ValueSet(request, input);
        if (set is null) return notFound!;
        if (!set.IsDecidable) return Undecided(set.Missing[0]);
        if (Number(input.Text("offset"), 0) is not (>= 0 and var offset) || Number(input.Text("count"), LargestExpansion) is not (>= 0 and var count))
            return FhirResponse.Failure(400, IssueType.Value, "offset and count are whole numbers from 0.");
        var filter = input.Text("filter");
        var concepts = set.Concepts.Where(concept => filter is null || (concept.Display ?? concept.Code).Contains(filter, StringComparison.OrdinalIgnoreCase)).Take(LargestExpansion + 1).ToList();
        return concepts.Count > LargestExpansion
            ? FhirResponse.Failure(422, IssueType.TooCostly, $"The value set has more than {LargestExpansion} codes.", "Give a filter.")
            : FhirResponse.Json(Expansion(set, concepts, offset, count));
    }

    public async Task<FhirResponse> ValidateInValueSet(FhirRequest request)
    {
        var (input, refusal) = await OperationInput.Read(request, node.Definitions);
        if (input is null) return refusal!;
        if (input.Unknown(request, "url", "valueSet", "valueSetVersion", "code", "system", "systemVersion", "display", "coding", "codeableConcept") is { } unknown) return unknown;
        var (set, notFound) = await sources.ValueSet(request, input);
        if (set is null) return notFound!;
        var codings = Codings(input);
        if (codings.Count == 0) return NoCode();
        string? missing = null;
        foreach (var coding in codings)
        {
            switch (Test(set, coding, out var needed))
            {
                case Membership.Member: return Verdict(coding, true, $"The code belongs to {set.Title}.");
                case Membership.Unknown: missing ??= needed; break;
            }
        }

        return missing is null ? Verdict(codings[0], false, $"The code does not belong to {set.Title}.") : Undecided(missing);
    }

    public async Task<FhirResponse> ValidateInCodeSystem(FhirRequest request)
    {
        var (input, refusal) = await OperationInput.Read(request, node.Definitions);
        if (input is null) return refusal!;
        if (input.Unknown(request, "url", "code", "version", "display", "coding", "codeableConcept") is { } unknown) return unknown;
        var codings = Codings(input).ConvertAll(coding => coding with { System = coding.System.Length > 0 ? coding.System : input.Text("url") ?? "" });
        if (codings.Count == 0) return NoCode();
        var coding = codings[0];
        if (coding.System.Length == 0) return FhirResponse.Failure(400, IssueType.Required, "Which code system? The parameter 'url' is missing.", "Give url, or a coding with its system.");
        var (system, several) = await sources.CodeSystem(request, coding.System);
        if (system is null) return several ?? Undecided(coding.System);
        if (system.Contains(Encoding.UTF8.GetBytes(coding.Code))) return Verdict(coding, true, $"The code is one of {system.Title}.");
        return system.IsComplete ? Verdict(coding, false, $"The code is none of {system.Title}.") : Undecided(coding.System);
    }

    private static Membership Test(ValueSet set, in CodingText coding, out string? missing) => coding.System.Length == 0
        ? set.ContainsCode(Encoding.UTF8.GetBytes(coding.Code), out missing)
        : set.Contains(Encoding.UTF8.GetBytes(coding.System), Encoding.UTF8.GetBytes(coding.Code), out missing);

    private static List<CodingText> Codings(OperationInput input)
    {
        var codings = new List<CodingText>();
        if (input.Text("code") is { } code) codings.Add(new CodingText(input.Text("system") ?? "", code, input.Text("display")));
        if (input.Object("coding") is { Exists: true } coding) Add(coding);
        foreach (var part in input.Object("codeableConcept")["coding"].Items) Add(part);
        return codings;

        void Add(FhirNode node)
        {
            if (node.Text("code") is { } text) codings.Add(new CodingText(node.Text("system") ?? "", text, node.Text("display")));
        }
    }

    private FhirResponse Verdict(in CodingText coding, bool result, string message)
    {
        var display = node.Definitions.Display(coding.System, coding.Code);
        // A display is for people: another wording is worth saying, and no error.
        if (result && coding.Display is { } given && display is not null && !given.Equals(display, StringComparison.OrdinalIgnoreCase)) message += " Its display is another one here.";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Parameters"u8);
            json.WriteStartArray("parameter"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, "result"u8);
            json.WriteBoolean("valueBoolean"u8, result);
            json.WriteEndObject();
            Text(json, "message", message);
            if (display is not null) Text(json, "display", display);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return FhirResponse.Json(buffer.WrittenMemory);
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("valueString"u8, value);
        json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Expansion(ValueSet set, List<Concept> concepts, int offset, int count)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OperationOutcomes.Json))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "ValueSet"u8);
            if (set.Url.Length > 0) json.WriteString("url"u8, set.Url);
            if (set.Version.Length > 0) json.WriteString("version"u8, set.Version);
            if (set.Name.Length > 0) json.WriteString("name"u8, set.Name);
            if (set.Title.Length > 0) json.WriteString("title"u8, set.Title);
            json.WriteString("status"u8, "active"u8);
            json.WriteStartObject("expansion"u8);
            json.WriteString("identifier"u8, $"urn:uuid:{Guid.NewGuid()}");
            json.WriteString("timestamp"u8, node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteNumber("total"u8, concepts.Count);
            json.WriteNumber("offset"u8, offset);
            Contains(json, [.. concepts.Skip(offset).Take(count)]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Contains(Utf8JsonWriter json, IReadOnlyList<Concept> concepts)
    {
        if (concepts.Count == 0) return;
        json.WriteStartArray("contains"u8);
        foreach (var concept in concepts)
        {
            json.WriteStartObject();
            json.WriteString("system"u8, concept.System);
            json.WriteString("code"u8, concept.Code);
            if (concept.Display is { } display) json.WriteString("display"u8, display);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Number(string? text, int otherwise) =>
        text is null ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static FhirResponse NoCode() => FhirResponse.Failure(400, IssueType.Required, "Which code? Give code, coding or codeableConcept.");

    private static FhirResponse Undecided(string missing) =>
        missing.Length == 0
            ? FhirResponse.Failure(422, IssueType.Processing, "The value set says nothing of its codes.", "Give it a compose or an expansion.")
            : FhirResponse.Failure(422, IssueType.NotSupported, $"This cannot be known here: {missing} is not loaded.", "Load the package that defines it.");

    private readonly record struct CodingText(string System, string Code, string? Display);
}
