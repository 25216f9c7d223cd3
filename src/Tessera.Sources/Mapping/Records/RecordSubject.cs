using System.Text.Json;
using Tessera.Fhir.Json;

namespace Tessera.Sources.Mapping.Records;

/// <summary>The patient of a record, as the record refers to them.</summary>
internal sealed class RecordSubject : Element
{
    private string path = "";

    public override void Bind(Layout layout, string path) => this.path = path;

    public override bool Exists(Row row) => row.Patient.Length > 0 || Reference(row).Exists;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var record = (RecordRow)row;
        if (Reference(row) is not { Exists: true } reference)
        {
            ReferenceElement.WriteLiteral(json, "Patient", row.Patient);
            return;
        }

        record.Take(reference);
        row.Origins.Add(new ElementOrigin(reference.Name, path));
        json.WriteRawValue(reference.Raw, skipInputValidation: true);
    }

    private static FhirNode Reference(Row row)
    {
        var root = ((RecordRow)row).Document.Root;
        return root["subject"] is { Kind: JsonKind.Object } subject ? subject : root["patient"];
    }
}
