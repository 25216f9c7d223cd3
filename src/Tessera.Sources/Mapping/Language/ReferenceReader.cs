using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Records;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads what a mapping says of a reference: <c>patient</c>, <c>row/word</c>, <c>$Key -> table</c>, <c>$Key &lt;- table.Column</c>.</summary>
internal sealed class ReferenceReader(MappingScope scope, string? patientColumn)
{
    /// <summary>The list whose items a <c>&lt;-</c> asks for, until the list around it takes it.</summary>
    public (CellExpression Cell, ReferenceTarget Target)? Pending { get; private set; }

    /// <summary>Whether a text names another resource of the same row.</summary>
    public static bool IsOfRow(string text, [NotNullWhen(true)] out string? word)
    {
        word = text == "row" ? "" : text.StartsWith("row/", StringComparison.Ordinal) ? text[4..] : null;
        return word is not null;
    }

    /// <summary>The reference, or null after noting a problem.</summary>
    public Element? Read(YamlScalarNode node, string text)
    {
        if (text == "patient" && scope.Record is not null) return new RecordSubject();
        if (text == "patient" && patientColumn is not null) return new SubjectElement(scope.Columns.Use(patientColumn));
        if (IsOfRow(text, out var word)) return OfRow(node, word, inline: false);
        if (!CellExpression.IsMeant(text)) return Refuse(node, "this is no reference", "Write patient, row/word, $Column -> table or $Column <- table.Column.");
        if (!CellExpression.TryParse(text, out var cell, out var problem)) return Refuse(node, problem);
        if (cell.Tables.Count == 0) return Refuse(node, "a reference needs the table that it leads to", "Write $Column -> table, or patient.");
        if (scope.Record is not null) return OfRecord(node, cell);
        var targets = cell.Tables.Select(table => scope.Target(node, table)).OfType<ReferenceTarget>().ToList();
        if (targets.Count < cell.Tables.Count || scope.Named(node, cell.Column) is not { } key) return null;
        foreach (var target in targets) scope.Links.Refer(scope.Table, cell.Column, target.List);
        if (cell.RelatedColumn is null)
            return new ReferenceElement(key, targets) { Required = cell.MustExist, OtherType = cell.OtherType ?? (targets is [var only] ? only.Type : null) };
        Pending = (cell, targets[0]);
        return new RelatedReference(targets[0]);
    }

    // Records of a source refer to one another by type and id, whichever table takes them.
    private RecordReference? OfRecord(YamlNode node, CellExpression cell)
    {
        if (cell is { Tables: [var type], RelatedColumn: null, MustExist: false, OtherType: null } && scope.Definitions.Type(type) is { Kind: FhirTypeKind.Resource })
            return scope.Named(node, cell.Column) is { } key ? new RecordReference(key, type) : null;
        scope.Problems.Add(node, "a reference to another record names its type", "Write $(path that gives an id) -> Condition, or copy a reference: $encounter.");
        return null;
    }

    /// <summary>Another resource of the row, or null after noting that there is none.</summary>
    public Element? OfRow(YamlNode node, string word, bool inline, string? addressBase = null)
    {
        if (scope.RowResources.Contains(word)) return new RowResource(word.Length == 0 ? null : word, inline) { AddressBase = addressBase };
        if (scope.RowResources.All(known => known.Length == 0)) scope.Problems.Add(node, $"'{word}' is no resource of this row", $"Name the resource that is meant: write as: {word} below its profile.");
        else scope.Problems.Unknown(node, "resource of this row", word, scope.RowResources);
        return null;
    }

    /// <summary>Makes an item of a list one for each record that a <c>&lt;-</c> in it asks for.</summary>
    public Element? ForEach(Element? item)
    {
        if (item is null || Pending is not { } asked) return item;
        Pending = null;
        return new Related(asked.Cell.Column, asked.Target.IdList, asked.Cell.RelatedColumn!, item);
    }

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }
}
