using System.Text;
using System.Text.RegularExpressions;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Fhir.Json;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Centre;

/// <summary>What the tests of code maps do with a centre.</summary>
internal static partial class CodedCentre
{
    public const string Snomed = "http://snomed.info/sct";

    public const string Interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

    public static readonly CodeTarget Severe = new(Snomed, "24484000", "Severe");

    public static readonly CodeTarget Mild = new(Snomed, "255604002", "Mild");

    private static readonly CancellationToken Cancel = CancellationToken.None;

    extension(CentreNode node)
    {
        /// <summary>Imports resources as rows of a source, patients first.</summary>
        public Task<ImportAccount> Import(string source, params string[] resources)
        {
            var records = resources.Select((json, row) =>
            {
                var document = FhirDocument.Parse(json, node.Definitions.Names);
                return (RecordOutcome)new Extracted(new SourceRecord(source, "rows.csv", row + 2, "1"), new CellAccount(1, 0, 0), [new ExtractedResource(document.ResourceType!, document.Id!, document, "test@1", [])]);
            }).ToArray();
            return new ImportRun(node.Validator, TimeProvider.System, node.Codes).Run(new ImportSource(source, "test", _ => records), new StoreSink(node), null, Cancel);
        }

        /// <summary>The list as lines: element, system, value, patients, occurrences.</summary>
        public async Task<List<string>> Unmapped()
        {
            await node.Projector.CatchUp(Cancel);
            return node.ListedCodes();
        }

        public List<string> ListedCodes() =>
            [.. node.Codes.Unmapped.List(new UnmappedFilter()).Select(code => $"{string.Join("+", code.Sources)}: {code.Key.Path} {code.Key.System}|{code.Key.Value} {code.Patients}/{code.Occurrences} {code.Cause}")];

        public async Task<UnmappedCode> Code(string value)
        {
            await node.Projector.CatchUp(Cancel);
            return Assert.Single(node.Codes.Unmapped.All(), code => code.Key.Value == value);
        }

        public async Task Decide(string value, CodeAction action, CodeTarget? target = null) =>
            await node.Codes.Maps.Decide(new CodeDecision((await node.Code(value)).Key, action, target, "Ana", "because"), Cancel);

        /// <summary>Lets everything that waits be done; returns the number of resources with a new version.</summary>
        public async Task<long> Settle()
        {
            await node.Projector.CatchUp(Cancel);
            var written = await node.Codes.Application.CatchUp(Cancel);
            await node.Projector.CatchUp(Cancel);
            return written;
        }

        /// <summary>A resource without what the store puts into its meta.</summary>
        public async Task<string> Text(string type, string id) => WithoutStamp(Encoding.UTF8.GetString((await node.Store.Find(Access.Everything, type, id, Cancel))!.Body.Span));

        public async Task<long> Version(string type, string id) => (await node.Store.Find(Access.Everything, type, id, Cancel))!.Version;
    }

    public static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}"}""";

    public static string Condition(string id, string patient, string severity) =>
        $$$"""{"resourceType":"Condition","id":"{{{id}}}","severity":{{{severity}}},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.9"}]},"subject":{"reference":"Patient/{{{patient}}}"}}""";

    public static string Result(string id, string patient, string interpretation) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"subject":{"reference":"Patient/{{{patient}}}"},"interpretation":[{"text":"{{{interpretation}}}"}]}""";

    public static string WithoutStamp(string body) => Stamp().Replace(body, "\"meta\":{");

    [GeneratedRegex("\"meta\":\\{\"versionId\":\"[0-9]+\",\"lastUpdated\":\"[^\"]+\",?")]
    private static partial Regex Stamp();
}
