using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Tests.Mef;

/// <summary>One patient, one cancer, and whatever files a test adds.</summary>
internal sealed class SmallSource : IDisposable
{
    private readonly MefFolder folder = new();
    private readonly FhirDefinitions definitions;

    public SmallSource(FhirDefinitions definitions)
    {
        this.definitions = definitions;
        Add("patient-mrns.csv", "mrn\np1\np2\n");
        Add("patient-information.csv", "mrn,familyName,givenName,gender\np1,Nobody,Nina,female\np2,Somebody,Sam,male\n");
        Add("condition-information.csv", "mrn,conditionId,codeSystem,code,category\np1,c1,http://hl7.org/fhir/sid/icd-10-cm,C50.911,problem-list-item\np2,c2,http://hl7.org/fhir/sid/icd-10-cm,C61,problem-list-item\n");
    }

    public MefFolder Folder => folder;

    public SmallSource Add(string file, string text)
    {
        folder.Write(file, text);
        return this;
    }

    public List<RecordOutcome> Read(Action<JsonObject>? change = null)
    {
        folder.WriteConfig(change);
        return folder.Read(definitions);
    }

    /// <summary>The outcomes of one file.</summary>
    public List<RecordOutcome> Read(string file, Action<JsonObject>? change = null) => Read(change).Where(outcome => outcome.Record.File == file).ToList();

    /// <summary>The JSON of the resources of one file.</summary>
    public List<string> Json(string file, Action<JsonObject>? change = null) =>
        Read(file, change).OfType<Extracted>().SelectMany(outcome => outcome.Resources).Select(resource => resource.Document.Root.ToString()).ToList();

    /// <summary>The problems of one file as <c>row column: reason</c>.</summary>
    public List<string> Problems(string file, Action<JsonObject>? change = null) => Read(file, change).OfType<Quarantined>()
        .SelectMany(outcome => outcome.Problems, (outcome, problem) => $"{outcome.Record.Row} {problem.Column}: {problem.Reason}").ToList();

    public void Dispose() => folder.Dispose();
}
