using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Cli.Checking;

/// <summary>The sums of a run.</summary>
internal sealed class ValidationSummary
{
    public int Valid { get; private set; }
    public int Invalid { get; private set; }
    public int Unchecked { get; private set; }
    public long Errors { get; private set; }
    public long Warnings { get; private set; }
    public int Resources => Valid + Invalid + Unchecked;

    /// <summary>Time of the work, without the start of the process.</summary>
    public TimeSpan Elapsed { get; set; }

    public void Add(CheckedResource resource)
    {
        if (resource.Result.Verdict == Verdict.Valid) Valid++;
        else if (resource.Result.Verdict == Verdict.Invalid) Invalid++;
        else Unchecked++;
        foreach (var issue in resource.Result.Issues)
        {
            if (issue.Severity >= IssueSeverity.Error) Errors++;
            else if (issue.Severity == IssueSeverity.Warning) Warnings++;
        }
    }

    /// <summary>Writes the sums as the value of the contract's <c>summary</c>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("summary");
        writer.WriteNumber("resources", Resources);
        writer.WriteNumber("valid", Valid);
        writer.WriteNumber("invalid", Invalid);
        writer.WriteNumber("unchecked", Unchecked);
        writer.WriteNumber("errors", Errors);
        writer.WriteNumber("warnings", Warnings);
        writer.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        writer.WriteNumber("resourcesPerSecond", Elapsed > TimeSpan.Zero ? Math.Round(Resources / Elapsed.TotalSeconds) : 0);
        writer.WriteEndObject();
    }
}
