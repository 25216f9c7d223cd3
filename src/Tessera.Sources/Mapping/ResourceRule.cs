using System.Text.Json;
using Tessera.Sources.Mapping.Records;

namespace Tessera.Sources.Mapping;

/// <summary>One resource that a row becomes.</summary>
internal sealed class ResourceRule(string type, ObjectElement body)
{
    private Layout? layout;
    private ElementOrigin?[][] decisions = [];

    public string Type { get; } = type;

    /// <summary>Distinguishes the resources of one row.</summary>
    public string? Part { get; init; }

    /// <summary>When a row has it; null for always.</summary>
    public Condition? If { get; init; }

    /// <summary>The profiles that it may claim: the first whose condition holds, or none.</summary>
    public IReadOnlyList<ProfileChoice> Profiles { get; init; } = [];

    /// <summary>What of a record it keeps beside what is written; null for nothing.</summary>
    public KeptRest? Keep { get; init; }

    /// <summary>How patients share it, or null when each row has its own.</summary>
    public SharedRule? Shared { get; init; }

    /// <summary>Whether references must know which rows have it.</summary>
    public bool IsConditional => If is not null;

    /// <summary>Where the keys of rows that have a resource are kept, when others of its table have none.</summary>
    public static string ConditionalList(string list) => list + "?";

    public void Bind(Layout owner)
    {
        layout = owner;
        If?.Bind(owner);
        foreach (var choice in Profiles) choice.If?.Bind(owner);
        var from = Profiles.Select(choice => choice.If?.Column ?? -1).FirstOrDefault(column => column >= 0, -1);
        decisions = [.. Profiles.Select(choice => from < 0 ? [] : Reasons(choice).Select(reason => reason is null ? null
            : new ElementOrigin(owner.Columns[from].Name, $"{Type}.meta.profile") { Rule = reason }).ToArray())];
        var bound = owner.Gather(() => body.Bind(owner, Type));
        Shared?.Bind(owner, bound);
    }

    /// <summary>The list its ids are unique in.</summary>
    public string List => Part is null ? layout!.Name : $"{layout!.Name}/{Part}";

    /// <summary>Whether a row has it, described by this row or by another.</summary>
    public bool Exists(Row row)
    {
        if (If is null || If.Holds(row)) return true;
        If.UseAgainst(row);
        return false;
    }

    /// <summary>Whether this row writes it.</summary>
    public bool Applies(Row row) => Exists(row) && (Shared is null || Shared.DescribedBy(row));

    public string IdOf(Row row) => Shared is null ? row.IdOf(this) : Shared.IdOf(row);

    /// <summary>Which rule chose the profile, for the origin.</summary>
    public ElementOrigin? Decision(Row row)
    {
        if (ChoiceOf(row) is not (>= 0 and var at)) return null;
        var reason = Profiles[at].BecauseOf?.ChoiceOf(row) ?? 0;
        return reason >= 0 && reason < decisions[at].Length ? decisions[at][reason] : null;
    }

    // meta.source names source and layout, not the row: a row that moves in the next export is no new version of the resource.
    public void Write(Row row, Utf8JsonWriter json, string id)
    {
        If?.Use(row);
        Shared?.UseKey(row);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, Type);
        json.WriteString("id"u8, id);
        json.WriteStartObject("meta"u8);
        WriteMeta(row, json);
        json.WriteEndObject();
        body.WriteProperties(row, json);
        Keep?.Write((RecordRow)row, json, body.Written(row));
        json.WriteEndObject();
    }

    private void WriteMeta(Row row, Utf8JsonWriter json)
    {
        var source = row.Context.MetaSource(layout!);
        var choice = ChoiceOf(row) is >= 0 and var at ? Profiles[at] : null;
        choice?.If?.Use(row);
        if (Keep is not null)
        {
            KeptRest.WriteMeta((RecordRow)row, json, source, choice?.Url);
            return;
        }

        json.WriteString("source"u8, source);
        if (choice?.Url is null) return;
        json.WriteStartArray("profile"u8);
        json.WriteStringValue(choice.Url);
        json.WriteEndArray();
    }

    private static IEnumerable<string?> Reasons(ProfileChoice choice) =>
        choice.BecauseOf is { } word ? word.Choices.Select(reason => reason.Because) : choice.Because is { } own ? [own] : [];

    private int ChoiceOf(Row row)
    {
        for (var i = 0; i < Profiles.Count; i++)
            if (Profiles[i].If?.Holds(row) ?? true) return i;
        return -1;
    }
}

/// <summary>A profile that a resource may claim.</summary>
/// <param name="Url">Its canonical URL, or null for none.</param>
/// <param name="If">When; null for always.</param>
/// <param name="Because">Why, for the origins.</param>
internal sealed record ProfileChoice(string? Url, Condition? If, string? Because)
{
    /// <summary>The word of which the reason is the reason here, or null.</summary>
    public Word? BecauseOf { get; init; }
}
