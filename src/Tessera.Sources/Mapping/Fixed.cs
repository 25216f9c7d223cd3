using System.Text;
using System.Text.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping;

/// <summary>A value that the mapping itself states.</summary>
internal sealed class Fixed : Element
{
    private readonly byte[] raw;

    private Fixed(string raw) => this.raw = Encoding.UTF8.GetBytes(raw);

    /// <summary>JSON text.</summary>
    public static Fixed Json(string raw) => new(raw);

    /// <summary>A string without characters that JSON escapes.</summary>
    public static Fixed String(string text) => new($"\"{text}\"");

    /// <summary>An element that says only why it says nothing more: http://hl7.org/fhir/StructureDefinition/data-absent-reason</summary>
    public static Fixed Absent(string reason) => new($$"""{"extension":[{"url":"{{McodeExtensions.DataAbsentReason}}","valueCode":"{{reason}}"}]}""");

    public override void Bind(Layout layout, string path)
    {
    }

    public override bool IsFixed => true;

    public override bool Exists(Row row) => true;

    public override void Write(Row row, Utf8JsonWriter json) => json.WriteRawValue(raw, skipInputValidation: true);
}
