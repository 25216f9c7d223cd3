using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Store.Writing;

/// <summary>Works out a write on the caller's thread: checks it, brings the document into its stored form, extracts what it is found by.</summary>
internal sealed class WritePreparation(SearchParameters parameters, Func<FhirDocument, IndexEntries> extract, TimeProvider clock, ReservedIds reserved)
{
    /// <summary>The definitions that documents are read with.</summary>
    public FhirDefinitions Definitions => parameters.Definitions;

    public PreparedWrite[] Prepare(IReadOnlyList<ResourceWrite> writes)
    {
        var prepared = new PreparedWrite[writes.Count];
        for (var i = 0; i < prepared.Length; i++) prepared[i] = Prepare(writes[i]);
        return prepared;
    }

    public PreparedWrite Prepare(ResourceWrite write)
    {
        var id = write.Id ?? write.IdWhenNew ?? (write.Kind == WriteKind.Create || write.Criteria is not null ? NewId.At(clock.GetUtcNow()) : "");
        if (Check(write, id) is { } refusal) return new PreparedWrite(write, id) { Refusal = refusal };
        if (write.Document is not { } document || write.Kind is WriteKind.Delete or WriteKind.Edit) return new PreparedWrite(write, id);
        var entries = extract(document);
        return new PreparedWrite(write, id)
        {
            Form = StoredForm.Make(document, write.Type, id),
            Entries = entries,
            Patients = PatientLinks.Of(write.Type, id, entries),
        };
    }

    /// <summary>Works out what a stored resource is found by.</summary>
    public PreparedWrite Index(string type, string id, FhirDocument document)
    {
        var entries = extract(document);
        return new PreparedWrite(new ResourceWrite(WriteKind.Upsert, type, id, null), id) { Entries = entries, Patients = PatientLinks.Of(type, id, entries) };
    }

    private Issue? Check(ResourceWrite write, string id)
    {
        if (!parameters.IsResourceType(write.Type)) return Refuse(IssueType.NotSupported, "", "There is no such resource type.");
        if (!ReferenceText.IsId(id)) return Refuse(IssueType.Value, write.Type + ".id", "A logical id has 1 to 64 letters, digits, '-' and '.'.");
        if (reserved.Refuse(write.Type, id) is { } refusal) return refusal;
        if (write.Kind is WriteKind.Delete or WriteKind.Edit) return null;
        if (write.Document is null) return Refuse(IssueType.Required, "", "There is no resource to write.");
        return write.Document.ResourceType == write.Type
            ? null
            : Refuse(IssueType.Invalid, "resourceType", $"The resource is not of the type {write.Type} that it is written as.");
    }

    private static Issue Refuse(IssueType type, string expression, string message) => new(IssueSeverity.Error, type, expression, message);
}
