using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>One resource that a row becomes.</summary>
internal sealed class ResourceRule(string type, ObjectElement body)
{
    private Layout? layout;

    public string Type { get; } = type;

    /// <summary>Distinguishes the resources of one row.</summary>
    public string? Part { get; init; }

    /// <summary>Whether a row has it; null for always.</summary>
    public Func<Row, bool>? Applies { get; init; }

    /// <summary>Profiles that the resource claims; null for none.</summary>
    public Func<Row, string?>? Profile { get; init; }

    /// <summary>The id, where it is not made from the row's key.</summary>
    public Func<Row, string>? Id { get; init; }

    /// <summary>Which rule chose the profile, for the origin.</summary>
    public Func<Row, ElementOrigin?>? Decision { get; init; }

    /// <summary>Whether references must know which rows have it.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Where the keys of rows that have a resource are kept, when others of its table have none.</summary>
    public static string ConditionalList(string list) => list + "?";

    public void Bind(Layout owner)
    {
        layout = owner;
        body.Bind(owner, Type);
    }

    /// <summary>The list its ids are unique in.</summary>
    public string List => Part is null ? layout!.Name : $"{layout!.Name}/{Part}";

    public string IdOf(Row row) => Id is null ? row.Context.Id(Type, row.Patient, List, row.Key) : Id(row);

    // meta.source names source and layout, not the row: a row that moves in the next export is no new version of the resource.
    public void Write(Row row, Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, Type);
        json.WriteString("id"u8, id);
        json.WriteStartObject("meta"u8);
        json.WriteString("source"u8, row.Context.MetaSource(layout!));
        if (Profile?.Invoke(row) is { } profile)
        {
            json.WriteStartArray("profile"u8);
            json.WriteStringValue(profile);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        body.WriteProperties(row, json);
        json.WriteEndObject();
    }
}
