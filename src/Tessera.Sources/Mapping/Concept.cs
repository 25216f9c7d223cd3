using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping;

/// <summary>A Coding or CodeableConcept from a code and the cells beside it. What a source shows to people goes to <c>text</c>:
/// it is often not the code system's own display. A code without a system says nothing to others and becomes text too.</summary>
internal sealed partial class Concept(string codeColumn) : Element
{
    private readonly Cell code = new(codeColumn);
    private Cell? system;
    private Cell? text;
    private Cell? display;
    private Cell? version;

    /// <summary>The system of all codes, or of those whose <see cref="SystemColumn"/> is empty.</summary>
    public string? System { get; init; }

    public string? SystemColumn { get; init; }

    /// <summary>Column that becomes <c>text</c>.</summary>
    public string? TextColumn { get; init; }

    /// <summary>Column that becomes <c>coding.display</c>; only where the layout means the code system's own display.</summary>
    public string? DisplayColumn { get; init; }

    public string? VersionColumn { get; init; }

    /// <summary>The codes allowed when the system is <see cref="System"/>; others are problems, or text when <see cref="OthersAreText"/>.</summary>
    public CodeList? Codes { get; init; }

    public bool OthersAreText { get; init; }

    /// <summary>What local codes mean; one that the map does not have becomes text. Null when the cells hold the system's own codes.</summary>
    public CodeMap? Map { get; init; }

    /// <summary>Several codes of one concept between bars.</summary>
    public bool ManyCodes { get; init; }

    /// <summary>A bare Coding instead of a CodeableConcept.</summary>
    public bool IsCoding { get; init; }

    /// <summary>Further codings that the rules add, as JSON objects; null for none.</summary>
    public Func<Row, string?>? Added { get; init; }

    /// <summary>Extensions of the concept.</summary>
    public Element? Extensions { get; init; }

    public override void Bind(Layout layout, string path)
    {
        var coding = IsCoding ? path : path + ".coding";
        (system, text) = (Cell.Optional(SystemColumn), Cell.Optional(TextColumn));
        (display, version) = (Cell.Optional(DisplayColumn), Cell.Optional(VersionColumn));
        code.Bind(layout, coding + ".code");
        system?.Bind(layout, coding + ".system");
        version?.Bind(layout, coding + ".version");
        display?.Bind(layout, coding + ".display");
        text?.Bind(layout, path + ".text");
        Extensions?.Bind(layout, path + ".extension");
    }

    public override bool Exists(Row row) =>
        code.Peek(row) is not null || text?.Peek(row) is not null || (Extensions?.Exists(row) ?? false);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var value = code.Use(row);
        var uri = value is null ? null : SystemOf(row, value);
        if (value is not null && uri is not null) value = Checked(row, value, ref uri);
        if (value is not null && Map is not null) (uri, value) = Mapped(value);
        if (IsCoding)
        {
            WriteCoding(row, json, uri, value ?? "");
            return;
        }
        json.WriteStartObject();
        if (Extensions is not null && Extensions.Exists(row))
        {
            json.WritePropertyName("extension"u8);
            Extensions.Write(row, json);
        }
        if (uri is not null) WriteCodings(row, json, uri, value!);
        if ((text?.Use(row) ?? (uri is null ? value : null)) is { } shown) json.WriteString("text"u8, shown);
        json.WriteEndObject();
    }

    private void WriteCodings(Row row, Utf8JsonWriter json, string uri, string value)
    {
        json.WriteStartArray("coding"u8);
        if (ManyCodes)
            foreach (var one in value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) WriteCoding(row, json, uri, one);
        else WriteCoding(row, json, uri, value);
        if (Added?.Invoke(row) is { } more) json.WriteRawValue(more, skipInputValidation: false);
        json.WriteEndArray();
    }

    private void WriteCoding(Row row, Utf8JsonWriter json, string? uri, string value)
    {
        if (!IsCode().IsMatch(value)) row.Problem(code.Index, "a code has no spaces at its ends and no double spaces", "Correct the code.");
        json.WriteStartObject();
        if (uri is not null) json.WriteString("system"u8, uri);
        if (version?.Use(row) is { } edition) json.WriteString("version"u8, edition);
        json.WriteString("code"u8, value);
        if (display?.Use(row) is { } shown) json.WriteString("display"u8, shown);
        json.WriteEndObject();
    }

    // The system that a cell names, or the layout's own: then a text that cannot be a code of it stays text.
    private string? SystemOf(Row row, string value)
    {
        if (system?.Use(row) is { } named) return row.Context.CodeSystem(named);
        return System == CodeSystems.Snomed && !ManyCodes ? SnomedOrIcdO(value) : System;
    }

    private (string? System, string Code) Mapped(string value) => Map!.Find(value) is { } target ? (target.System ?? System, target.Code) : (null, value);

    private string Checked(Row row, string value, ref string? uri)
    {
        if (Codes is null || uri != System) return value;
        if (Codes.Match(value) is { } known) return known;
        if (OthersAreText) uri = null;
        else _ = Codes.Require(row, code.Index, value);
        return value;
    }

    private static string? SnomedOrIcdO(string value) =>
        SnomedId().IsMatch(value) ? CodeSystems.Snomed : IcdO().IsMatch(value) ? CodeSystems.IcdO3 : null;

    [GeneratedRegex(@"^[0-9]{6,18}$")]
    private static partial Regex SnomedId();

    [GeneratedRegex(@"^([0-9]{4}/[0-9]|C[0-9][0-9](\.[0-9])?)$")]
    private static partial Regex IcdO();

    [GeneratedRegex(@"^\S+( \S+)*$")]
    private static partial Regex IsCode();
}
