using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A reference to what a row of another table became; where there is none, a logical reference by identifier, so that no reference ever
/// points to nothing. A required one that is not there is a problem: a link to the wrong patient is a hazard.</summary>
internal sealed class ReferenceElement(TextValue key, IReadOnlyList<ReferenceTarget> targets) : Element
{
    public bool Required { get; init; }

    /// <summary>Type of a logical reference; null where it is not known.</summary>
    public string? OtherType { get; init; }

    public override void Bind(Layout layout, string path) => key.Bind(layout, path);

    public override bool Exists(Row row) => key.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var text = key.Use(row)!;
        foreach (var target in targets)
        {
            if (target.Find(row, text) is not { } id) continue;
            WriteLiteral(json, target.Type, id);
            return;
        }
        if (Required)
        {
            var (reason, fix) = row.Context.Keys.WhyMissing(targets[0].List, targets[0].PatientOf(row), text);
            row.Problem(key.Column, reason, fix);
        }
        WriteLogical(row.Context, json, targets[0].List, text);
    }

    public static void WriteLiteral(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("reference"u8, $"{type}/{id}");
        json.WriteEndObject();
    }

    private void WriteLogical(SourceContext context, Utf8JsonWriter json, string list, string text)
    {
        json.WriteStartObject();
        if (OtherType is not null) json.WriteString("type"u8, OtherType);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, context.IdentifierSystem(list));
        json.WriteString("value"u8, text);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
