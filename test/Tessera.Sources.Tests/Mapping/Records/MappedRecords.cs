using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>A mapping over FHIR records, and what becomes of records by it.</summary>
internal sealed class MappedRecords
{
    private const string Head = "source: ehr\nversion: 4\ntables:\n";

    private readonly RecordLift lift;
    private int row;

    /// <summary>Reads the tables of a mapping, which must be good.</summary>
    public MappedRecords(FhirDefinitions definitions, string tables, string before = "")
    {
        var mapping = Read(definitions, before + Head + tables, out var issues);
        Assert.True(mapping is not null, string.Join('\n', issues.Select(issue => $"{issue.Line}: {issue.Message}")));
        lift = new RecordLift("ehr", null, new LiftOptions { Mapping = mapping }, definitions, new ResourceIds(new byte[ResourceIds.KeyLength]));
    }

    /// <summary>What is wrong with the tables of a mapping, as <c>line:column: message</c>; the first table stands in line 4.</summary>
    public static List<string> Mistakes(FhirDefinitions definitions, string tables)
    {
        Assert.Null(Read(definitions, Head + tables, out var issues));
        return [.. issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Line}:{issue.Column}: {issue.Message}")];
    }

    public RecordOutcome Outcome(string json) => lift.Read(Encoding.UTF8.GetBytes(json), "Records.ndjson", ++row);

    public Extracted Extract(string json)
    {
        var outcome = Outcome(json);
        return Assert.IsType<Extracted>(outcome is Quarantined bad ? throw new InvalidOperationException(string.Join('\n', bad.Problems)) : outcome);
    }

    /// <summary>The only resource of a record as JSON.</summary>
    public JsonNode Resource(string json) => Json(Assert.Single(Extract(json).Resources));

    public List<string> Problems(string json) => [.. Assert.IsType<Quarantined>(Outcome(json)).Problems.Select(problem => $"{problem.Column}: {problem.Reason}")];

    /// <summary>What of a record is left out, as <c>path: why</c>.</summary>
    public List<string> Ignored(string json) => [.. Extract(json).Cells.IgnoredCells.Select(cell => $"{cell.Column}: {cell.Rule}")];

    public static JsonNode Json(ExtractedResource resource) => JsonNode.Parse(resource.Document.Root.ToString())!;

    private static MappingFile? Read(FhirDefinitions definitions, string yaml, out List<Issue> issues)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, yaml);
            return MappingFile.Read(path, definitions, issues = [], ofRecords: true);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
