using System.Text;
using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Pages.Records;

/// <summary>One resource, readable.</summary>
public sealed record RecordModel
{
    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Resource type.</summary>
    public required string Type { get; init; }

    /// <summary>Technical id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>When that was written.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What it is and says.</summary>
    public required ResourceText Text { get; init; }

    /// <summary>Its mCODE group.</summary>
    public McodeGroup Group { get; init; }

    /// <summary>Its clinical date, or null.</summary>
    public ClinicalDate? Date { get; init; }

    /// <summary>Id of the patient it is about, or null.</summary>
    public string? Patient { get; init; }

    /// <summary>Its elements in words.</summary>
    public required IReadOnlyList<RecordField> Fields { get; init; }

    /// <summary>What validation says now.</summary>
    public required ValidationResult Validation { get; init; }

    /// <summary>Rows it came from.</summary>
    public required IReadOnlyList<SourceRow> Rows { get; init; }

    /// <summary>Its codes that code maps added.</summary>
    public required IReadOnlyList<MappedCode> Mapped { get; init; }

    /// <summary>The JSON, laid out.</summary>
    public required string Json { get; init; }

    internal static async Task<RecordModel?> Load(CentreNode node, Access access, string type, string id, CancellationToken cancel)
    {
        if (await node.Store.Find(access, type, id, cancel) is not { Deleted: false } stored) return null;
        var document = FhirDocument.Parse(stored.Body, node.Definitions.Names);
        return new RecordModel
        {
            Shell = PageShell.Of(node, "records.title", PageSection.Patients),
            Type = type,
            Id = id,
            Version = stored.Version,
            Updated = stored.Updated,
            Text = ResourceText.Of(document),
            Group = McodeGroups.Of(document),
            Date = ClinicalDates.Of(document),
            Patient = PatientReference.Of(document),
            Fields = RecordField.Of(document),
            Validation = node.Validator.Validate(document),
            Rows = SourceRow.Of(await node.Store.Origins(access, type, id, cancel), node.Corrections),
            Mapped = node.Codes.Mapped(document),
            Json = Encoding.UTF8.GetString(PrettyJson.Format(stored.Body.Span).Span),
        };
    }
}
