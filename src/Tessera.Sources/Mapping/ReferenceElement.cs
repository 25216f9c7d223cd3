using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A reference to what another row of the same patient became; where there is none, a logical reference by identifier, so that
/// no reference ever points to nothing. The last target gives the type of a logical reference. A required one that is not there is a problem: a link to the wrong patient is a hazard.</summary>
internal sealed class ReferenceElement(string column, params ReferenceTarget[] targets) : Element
{
    private readonly Cell cell = new(column);

    public bool Required { get; init; }

    /// <summary>The targets that the row allows, where another cell says which.</summary>
    public Func<Row, IReadOnlyList<ReferenceTarget>>? TargetsOf { get; init; }

    /// <summary>The list that identifiers of an unknown target belong to.</summary>
    public string? IdentifierList { get; init; }

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var key = cell.Use(row)!;
        var allowed = TargetsOf?.Invoke(row) ?? targets;
        foreach (var target in allowed)
        {
            var patient = target.IsShared ? "" : row.Patient;
            if (target.List is null || !row.Context.Keys.IsExtracted(target.Extracted!, patient, key)) continue;
            WriteLiteral(json, target.Type, row.Context.Id(target.Type, patient, target.IdList!, key));
            return;
        }
        if (Required) Refuse(row, allowed[0].List!, key);
        var type = allowed.Count == 0 || allowed[^1].Type.Length == 0 ? null : allowed[^1].Type;
        WriteLogical(row.Context, json, type, IdentifierList ?? allowed.FirstOrDefault(target => target.List is not null)?.List ?? type!, key);
    }

    public static void WriteLiteral(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("reference"u8, $"{type}/{id}");
        json.WriteEndObject();
    }

    public static void WriteLogical(SourceContext context, Utf8JsonWriter json, string? type, string list, string key)
    {
        json.WriteStartObject();
        if (type is not null) json.WriteString("type"u8, type);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, context.IdentifierSystem(list));
        json.WriteString("value"u8, key);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Refuse(Row row, string list, string key)
    {
        var (reason, fix) = row.Context.Keys.WhyMissing(list, row.Patient, key);
        row.Problem(cell.Index, reason, fix);
    }
}
