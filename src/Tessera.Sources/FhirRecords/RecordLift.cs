using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.References;
using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Validation;
using Tessera.Sources.Mapping;
using Tessera.Sources.UpConversion;

namespace Tessera.Sources.FhirRecords;

/// <summary>Makes resources of another system those of this centre: ids and references become stable ids, the origin is noted, and what meets a
/// profile of mCODE claims it. What is mCODE already stays as it is, and so does what mCODE has no profile for; nothing is invented.</summary>
internal sealed class RecordLift
{
    /// <summary>The mapping as origins name it; raised when the same resource would become something else.</summary>
    public const string Mapping = "fhir@2";

    private const string Fix = "Correct the resource in the source.";

    private readonly string source;
    private readonly string? address;
    private readonly LiftOptions options;
    private readonly FhirDefinitions definitions;
    private readonly ResourceIds ids;
    private readonly FhirValidator validator;
    private readonly McodeRecognition recognition;
    private readonly RecordMapper? mapper;
    private readonly ElementPaths paths = new();

    /// <summary>Makes a lift for one run.</summary>
    /// <param name="source">Id of the source.</param>
    /// <param name="address">Base address that absolute references begin with, or null.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="definitions">The loaded definitions.</param>
    /// <param name="ids">Maker of ids.</param>
    public RecordLift(string source, Uri? address, LiftOptions options, FhirDefinitions definitions, ResourceIds ids)
    {
        (this.source, this.options, this.definitions, this.ids) = (source, options, definitions, ids);
        this.address = address is null ? null : address.AbsoluteUri.TrimEnd('/') + "/";
        validator = new FhirValidator(definitions);
        mapper = options.Mapping is { } mapping ? new RecordMapper(mapping, source, definitions, ids, Id) : null;
        recognition = new McodeRecognition(definitions, options.CancerCohort, IsCancer);
    }

    /// <summary>Reads a resource of the source that the run has not brought yet, by type and id; null when there is none.</summary>
    public Func<string, string, ReadOnlyMemory<byte>?>? Fetch { get; init; }

    /// <summary>What people say that records should say.</summary>
    public RowCorrections Corrections { get; init; } = RowCorrections.None;

    /// <summary>How many resources said something in the words of an earlier edition of mCODE.</summary>
    public int UpConverted { get; private set; }

    /// <summary>What the run says of its resources as a whole.</summary>
    public IEnumerable<string> Notes => UpConverted == 0 ? [] :
        NotConverted.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value} resources").Prepend($"{UpConverted} resources of an earlier edition of mCODE are now of STU4");

    private SortedDictionary<string, int> NotConverted { get; } = new(StringComparer.Ordinal);

    /// <summary>Which conditions are cancers, by the hash of their ids.</summary>
    private Dictionary<ulong, bool> Cancers { get; } = [];

    /// <summary>The id of a resource of a source.</summary>
    public static string Id(LiftOptions options, ResourceIds ids, string source, string type, string id) => options.KeepIds ? id : ids.Id(source, type, "", "fhir", id);

    /// <summary>All resources (<c>Type/id</c>) that a resource of a source may have given.</summary>
    public static IEnumerable<string> Ids(LiftOptions options, ResourceIds ids, string source, string type, string id)
    {
        var derived = options.Mapping is { } mapping ? RecordMapper.DerivedIds(mapping, source, ids, type, id) : [];
        return derived.Prepend((type, Id(options, ids, source, type, id))).Select(resource => $"{resource.Item1}/{resource.Item2}");
    }

    /// <summary>What becomes of a resource.</summary>
    /// <param name="json">The resource as the source gives it.</param>
    /// <param name="file">File, or <c>Type/id</c> where there is none.</param>
    /// <param name="row">Row in the file, from 1.</param>
    /// <param name="mark">How far the source has come with it, or null.</param>
    public RecordOutcome Read(ReadOnlyMemory<byte> json, string file, int row, string? mark = null)
    {
        var record = new SourceRecord(source, file, row, "") { Line = row, Mark = mark };
        if (!FhirDocument.TryParse(json, definitions.Names, out var given, out var issue)) return Refused(record, 0, null, $"the resource cannot be read: {issue.Message}");
        var (text, correction) = Corrected(given, file, row);
        var document = text.Document;
        record = record with { Correction = correction };
        var values = LeafCount.Of(document.Root);
        if (document.ResourceType is not { } type || definitions.Type(type) is not { Kind: FhirTypeKind.Resource })
            return Refused(record, values, "resourceType", "this is not a resource of FHIR R4");
        if (document.Id is not { } id || !ReferenceText.IsId(id)) return Refused(record, values, "id", "the resource has no id by which it can be told from others") with { Text = text };
        record = record with { Patient = Patient(document, type, id) };
        var upConverted = McodeUpConverter.Convert(document);
        var current = upConverted?.Document ?? document;
        if (mapper?.Map(current, record) is { } mapped) return Outcome(mapped, record, current, type, id, upConverted) with { Text = text };
        Note(current, type, id);

        var own = new OwnForm(definitions, source, Id(type, id));
        var linked = ResourceUrls.Replace(current, definitions, Own);
        var decisions = Decisions(type, upConverted);
        var lifted = Claimed(own, current, linked, type, upConverted, decisions);
        var resource = new ExtractedResource(type, own.Id, lifted, Mapping, Origins(document, type, decisions));
        return new Extracted(record, Account(document, values), [resource]) { Text = text with { KeepsPlaces = true } };
    }

    private RecordOutcome Outcome(MappedRecord mapped, SourceRecord record, FhirDocument document, string type, string id, UpConverted? upConverted)
    {
        if (mapped.LeftOut is { } why) return new Ignored(record, mapped.Cells, why);
        if (mapped.Problems.Count > 0) return new Quarantined(record, mapped.Cells, mapped.Problems) { Stands = mapped.Stands };
        var own = mapped.Resources.Select(resource => resource.Id).ToHashSet(StringComparer.Ordinal);
        var resources = new List<ExtractedResource>(mapped.Resources.Count);
        var earlier = Decisions(type, upConverted);
        foreach (var resource in mapped.Resources)
        {
            if (resource.Rule.Type == type && resource.Rule.Part is null) Note(resource.Document, type, id);
            var linked = ResourceUrls.Replace(resource.Document, definitions, (url, _) => Own(url, own));
            // A rule that names no profile leaves it to the codes.
            var decisions = new List<ElementOrigin>(earlier);
            var lifted = resource.Rule is { Keep: not null, Profiles.Count: 0 } ? Claimed(new OwnForm(definitions, source, resource.Id), resource.Document, linked, type, upConverted, decisions) : linked;
            resources.Add(new ExtractedResource(resource.Rule.Type, resource.Id, lifted, resource.Mapping, [.. resource.Origins, .. decisions]));
        }

        return new Extracted(record, mapped.Cells, resources);
    }

    // What the mapping itself has linked leads to resources of this centre already.
    private string? Own(string url, HashSet<string> own) =>
        SourceReference.Read(url, address, definitions) is { } found && !own.Contains(found.Id) ? $"{found.Type}/{Id(found.Type, found.Id)}" : null;

    /// <summary>Whether the server said of its own search that something went wrong: what it then did not give may be there.</summary>
    public bool HasServerErrors { get; private set; }

    /// <summary>What the server says of a search: an error is shown like a record that cannot be used, so that nobody overlooks it.</summary>
    public RecordOutcome Outcome(ReadOnlyMemory<byte> json, int number)
    {
        var record = new SourceRecord(source, "OperationOutcome", number, "") { Line = number };
        if (!FhirDocument.TryParse(json, definitions.Names, out var document, out _)) return Refused(record, 0, null, "the server's message cannot be read");
        var values = LeafCount.Of(document.Root);
        var (worst, codes) = ("information", new SortedSet<string>(StringComparer.Ordinal));
        foreach (var issue in document.Root["issue"].Items)
        {
            if (issue.Text("severity") is "error" or "fatal") worst = "error";
            if (issue.Text("code") is { } code) codes.Add(code);
        }

        HasServerErrors |= worst == "error";
        var said = $"the server says of its own search: {string.Join(", ", codes)}";
        return worst == "error"
            ? new Quarantined(record, new CellAccount(0, 0, values), [new CellProblem(null, said, "Ask who runs the server whether records are kept back from this client.")])
            : new Ignored(record, new CellAccount(0, values, 0), said);
    }

    private ElementOrigin[] Origins(FhirDocument document, string type, List<ElementOrigin> decisions)
    {
        var origins = new List<ElementOrigin>(16);
        paths.AddTo(origins, document.Root, type);
        origins.AddRange(decisions);
        return [.. origins];
    }

    private string Id(string type, string id) => Id(options, ids, source, type, id);

    private string? Own(string url, bool isReference) => SourceReference.Read(url, address, definitions) is { } found ? $"{found.Type}/{Id(found.Type, found.Id)}" : null;

    // The first profile that the resource meets is claimed; why another one is not, is kept with the origins.
    private FhirDocument Claimed(OwnForm own, FhirDocument document, FhirDocument linked, string type, UpConverted? upConverted, List<ElementOrigin> decisions)
    {
        if (!McodeRecognition.IsClaimed(document))
        {
            var earlier = upConverted?.Profiles.Select(profile => recognition.Claimed(document, profile)) ?? [];
            foreach (var candidate in earlier.Concat(recognition.Candidates(document, type)).DistinctBy(candidate => candidate.Profile))
            {
                var claiming = own.Of(linked, candidate);
                var broken = candidate.Lacks ?? Broken(claiming, candidate.Profile);
                var name = candidate.Profile[(candidate.Profile.LastIndexOf('/') + 1)..];
                decisions.Add(new ElementOrigin(candidate.Element, $"{type}.meta.profile") { Rule = broken is null ? $"{name}: {candidate.Because}" : $"not {name}, although {candidate.Because}: {broken}" });
                if (broken is null) return claiming;
            }
        }

        return own.Of(linked, null);
    }

    // What an earlier edition of mCODE said that today's has no place for.
    private List<ElementOrigin> Decisions(string type, UpConverted? upConverted)
    {
        if (upConverted is null) return [];
        this.UpConverted++;
        foreach (var issue in upConverted.Issues) NotConverted[issue.Message] = NotConverted.GetValueOrDefault(issue.Message) + 1;
        return [.. upConverted.Issues.Select(issue => new ElementOrigin(issue.Expression, $"{type}.meta.profile") { Rule = issue.Message })];
    }

    private string? Broken(FhirDocument document, string profile)
    {
        var result = validator.Validate(document, [profile]);
        return result.Verdict == Verdict.Invalid ? result.Issues.First(found => found.Severity >= IssueSeverity.Error).Message : null;
    }

    /// <summary>Notes a condition that will be read later, so that what refers to it can be told.</summary>
    public void NoteAhead(ReadOnlyMemory<byte> json, string file, int row)
    {
        if (FhirDocument.TryParse(json, definitions.Names, out var given, out _) && Corrected(given, file, row).Text.Document is { ResourceType: { } type, Id: { } id } document) Note(Mapped(document, type), type, id);
    }

    private (ResourceText Text, long Correction) Corrected(FhirDocument document, string file, int row)
    {
        var text = new ResourceText(document, definitions);
        return Corrections.For(file)?.Find(text.Filled(), row) is { } correction ? (text.With(correction.Corrected), correction.Id) : (text, 0);
    }

    private FhirDocument Mapped(FhirDocument document, string type) =>
        mapper?.Map(document, new SourceRecord(source, "", 0, ""))?.Resources.FirstOrDefault(resource => resource.Rule.Type == type && resource.Rule.Part is null)?.Document ?? document;

    private void Note(FhirDocument document, string type, string id)
    {
        if (type == "Condition") Cancers[StableHash.Of(type, id, "")] = recognition.IsCancer(document);
    }

    // What the run has not brought is asked for once: an increment must say the same as a whole run.
    private bool IsCancer(string reference)
    {
        var known = SourceReference.Read(reference, address, definitions);
        if (known is not { Type: "Condition" } condition) return false;
        var key = StableHash.Of(condition.Type, condition.Id, "");
        if (Cancers.TryGetValue(key, out var isCancer)) return isCancer;
        var json = Fetch?.Invoke(condition.Type, condition.Id);
        return Cancers[key] = json is { } bytes && FhirDocument.TryParse(bytes, definitions.Names, out var document, out _) && recognition.IsCancer(Mapped(document, condition.Type));
    }

    private string Patient(FhirDocument document, string type, string id)
    {
        if (type == "Patient") return id;
        var reference = document.Root["subject"].Text("reference") ?? document.Root["patient"].Text("reference");
        return reference is not null && SourceReference.Read(reference, address, definitions) is { Type: "Patient" } patient ? patient.Id : "";
    }

    private static Quarantined Refused(SourceRecord record, int values, string? element, string reason) =>
        new(record, new CellAccount(0, 0, values), [new CellProblem(element, reason, Fix)]);

    // The version and time of the source's own copy are not those of ours.
    private static CellAccount Account(FhirDocument document, int values)
    {
        var left = new List<IgnoredCell>();
        foreach (var name in OwnForm.Stamps)
            if (document.Root["meta"].Text(name) is { } stamp) left.Add(new IgnoredCell($"meta.{name}", "the version of the source's own copy", stamp));
        return new CellAccount(values - left.Count, left.Count, 0) { IgnoredCells = left };
    }
}
