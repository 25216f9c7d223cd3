using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping;

/// <summary>A Coding or CodeableConcept from a code and the texts beside it. What a source shows to people goes to <c>text</c>:
/// it is often not the code system's own display. A code without a system says nothing to others and becomes text too.</summary>
internal sealed partial class Concept(TextValue code) : Element
{
    private readonly ConcurrentDictionary<ElementOrigin, ElementOrigin> asText = new(ReferenceEqualityComparer.Instance);
    private string codePath = "";
    private string textPath = "";

    /// <summary>The system of all codes, or of those whose <see cref="SystemCell"/> is empty.</summary>
    public string? System { get; init; }

    public TextValue? SystemCell { get; init; }

    /// <summary>What becomes <c>text</c>.</summary>
    public TextValue? Text { get; init; }

    /// <summary>What becomes <c>coding.display</c>; only where the layout means the code system's own display.</summary>
    public TextValue? Display { get; init; }

    public TextValue? Version { get; init; }

    /// <summary>The codes allowed when the system is <see cref="System"/>; others are problems, or text when <see cref="OthersAreText"/>.</summary>
    public CodeList? Codes { get; init; }

    public bool OthersAreText { get; init; }

    /// <summary>What local codes mean; one that the map does not have becomes text. Null when the cells hold the system's own codes.</summary>
    public CodeMap? Map { get; init; }

    /// <summary>A code that the map does not have gives nothing: it stands beside as the source has it.</summary>
    public bool OnlyMapped { get; init; }

    /// <summary>Several codes of one concept between bars.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>A bare Coding instead of a CodeableConcept.</summary>
    public bool IsCoding { get; init; }

    /// <summary>Extensions of the concept.</summary>
    public Element? Extensions { get; init; }

    public override bool IsFixed => code.IsConstant && SystemCell is null && Text is null && Display is null && Version is null && Extensions is null;

    public override void Bind(Layout layout, string path)
    {
        var coding = IsCoding ? path : path + ".coding";
        (codePath, textPath) = (coding + ".code", path + ".text");
        code.Bind(layout, codePath);
        SystemCell?.Bind(layout, coding + ".system");
        Version?.Bind(layout, coding + ".version");
        Display?.Bind(layout, coding + ".display");
        Text?.Bind(layout, textPath);
        Extensions?.Bind(layout, path + ".extension");
    }

    public override bool Exists(Row row) =>
        (OnlyMapped ? code.Peek(row) is { } local && Map!.Find(local) is not null : code.Exists(row)) || (Text?.Exists(row) ?? false) || (Extensions?.Exists(row) ?? false);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var before = row.Origins.Count;
        var value = code.Use(row);
        var named = value is null ? null : SystemCell?.Use(row);
        if (IsCoding)
        {
            WriteCoding(row, json, Read(row, value ?? "", named));
            return;
        }
        json.WriteStartObject();
        if (Extensions is not null && Extensions.Exists(row))
        {
            json.WritePropertyName("extension"u8);
            Extensions.Write(row, json);
        }
        var isCoded = false;
        var left = value is null ? null : WriteCodings(row, json, value, named, out isCoded);
        var shown = Text?.Use(row);
        if (shown is null && left is not null)
        {
            shown = left;
            if (!isCoded) row.Feed(before, codePath, origin => asText.GetOrAdd(origin, known => known with { Path = textPath }));
        }
        if (shown is not null) json.WriteString("text"u8, shown);
        json.WriteEndObject();
    }

    // What is no code of a system is left for the text.
    private string? WriteCodings(Row row, Utf8JsonWriter json, string value, string? named, out bool isCoded)
    {
        if (!IsSeveral || !value.Contains('|', StringComparison.Ordinal))
        {
            var one = Read(row, value, named);
            isCoded = one.System is not null;
            if (!isCoded) return one.Code;
            json.WriteStartArray("coding"u8);
            WriteCoding(row, json, one);
            json.WriteEndArray();
            return null;
        }

        return WriteSeveral(row, json, value, named, out isCoded);
    }

    private string? WriteSeveral(Row row, Utf8JsonWriter json, string value, string? named, out bool isCoded)
    {
        var codes = Array.ConvertAll(value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), part => Read(row, part, named));
        isCoded = Array.Exists(codes, read => read.System is not null);
        if (isCoded)
        {
            json.WriteStartArray("coding"u8);
            foreach (var read in codes)
                if (read.System is not null) WriteCoding(row, json, read);
            json.WriteEndArray();
        }
        var left = codes.Where(read => read.System is null).Select(read => read.Code).ToList();
        return left.Count == 0 ? null : string.Join(", ", left);
    }

    private void WriteCoding(Row row, Utf8JsonWriter json, (string? System, string Code, string? Display) read)
    {
        if (!IsCode().IsMatch(read.Code)) row.Problem(code.Column, "a code has no spaces at its ends and no double spaces", "Correct the code.");
        json.WriteStartObject();
        if (read.System is not null) json.WriteString("system"u8, read.System);
        if (Version?.Use(row) is { } edition) json.WriteString("version"u8, edition);
        json.WriteString("code"u8, read.Code);
        if ((Display?.Use(row) ?? read.Display) is { } shown) json.WriteString("display"u8, shown);
        json.WriteEndObject();
    }

    private (string? System, string Code, string? Display) Read(Row row, string value, string? named)
    {
        var uri = named is not null ? row.Context.CodeSystem(named) : Map is null && Codes is null ? OwnSystem(value) : System;
        if (Codes is not null && uri == System)
        {
            if (Codes.Match(value) is { } known) value = known;
            else if (OthersAreText) return (null, value, null);
            else _ = Codes.Require(row, code.Column, value);
        }
        if (Map is null) return (uri, value, null);
        return Map.Find(value) is { } target ? (target.System ?? uri, target.Code, target.Display) : (null, value, null);
    }

    // A text that cannot be a code of SNOMED CT stays text, or is one of ICD-O.
    private string? OwnSystem(string value) => System != CodeSystems.Snomed || IsSeveral ? System
        : SnomedId().IsMatch(value) ? CodeSystems.Snomed : IcdO().IsMatch(value) ? CodeSystems.IcdO3 : null;

    [GeneratedRegex(@"^[0-9]{6,18}$")]
    private static partial Regex SnomedId();

    [GeneratedRegex(@"^([0-9]{4}/[0-9]|C[0-9][0-9](\.[0-9])?)$")]
    private static partial Regex IcdO();

    [GeneratedRegex(@"^\S+( \S+)*$")]
    private static partial Regex IsCode();
}
