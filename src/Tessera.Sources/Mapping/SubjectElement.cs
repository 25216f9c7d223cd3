using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>The patient of a row: literal where the source gives the Patient, else by the patient's number.</summary>
internal sealed class SubjectElement(string column) : Element
{
    private readonly Cell cell = new(column);

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var number = cell.Use(row)!;
        var context = row.Context;
        if (context.PatientList is { } list && Key(row, list, number) is { } key && context.Keys.IsExtracted(list, number, key))
        {
            ReferenceElement.WriteLiteral(json, "Patient", context.Id("Patient", number, context.PatientIdList ?? list, key));
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "Patient");
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, context.PatientIdentifierSystem);
        json.WriteString("value"u8, number);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The patient's own row knows which one it is.
    private static string? Key(Row row, string list, string number) => row.Layout.Name == list ? row.Key : row.Context.Keys.PatientKey(list, number);
}
