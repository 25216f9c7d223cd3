using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>ValueSet and ConceptMap resources: their codes are codes of their systems. See https://hl7.org/fhir/R4/valueset.html</summary>
internal sealed partial class ValidationRun
{
    internal void ValueSet(FhirNode set)
    {
        path.Push("compose", -1);
        Clauses(set[known.Compose], "include");
        Clauses(set[known.Compose], "exclude");
        path.Pop();
    }

    private void Clauses(FhirNode compose, string list)
    {
        var place = 0;
        path.Push(list, -1);
        foreach (var clause in compose[list].Items)
        {
            path.Item(place++);
            if (clause[known.System] is not { Kind: JsonKind.String } url || url.Utf8.IsEmpty) continue;
            var system = rules.System(url.Utf8);
            if (!system.IsAbsolute)
                Report(IssueSeverity.Error, IssueType.Value, $"The system {Quoted(url)} is not absolute, so it names no code system.", "Write the code system's URL, also when the code system is contained.", "system");
            else if (system.IsValueSet)
                Report(IssueSeverity.Error, IssueType.Value, $"The system {Quoted(url)} is a value set, not a code system.", "Name value sets in valueSet.", "system");
            else if (clause[known.Version] is not { Kind: JsonKind.String } version || !system.IsOtherVersion(version.Utf8))
                ClauseCodes(clause, system);
        }
        path.Pop();
    }

    private void ClauseCodes(FhirNode clause, KnownSystem system)
    {
        Codes(clause[known.Concept], "concept", system);
        var place = 0;
        path.Push("filter", -1);
        foreach (var filter in clause["filter"].Items)
        {
            path.Item(place++);
            if (filter[known.Value] is not { Kind: JsonKind.String } value || filter.Text("property") is not { } property || filter.Text("op") is not { } operation) continue;
            if (NeedsConcept(property, operation) && system.Contains(value.Utf8) == Membership.NotMember)
                Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The filter {operation} asks for a code of {Shortened(system.Url)}; {Quoted(value)} is none.", "Correct the code.", "value");
            if (operation == "=" && ConceptProperty.IsBooleanIn(system.Loaded, property) && !value.TextEquals("true"u8) && !value.TextEquals("false"u8))
                Report(IssueSeverity.Error, IssueType.Value, $"The property {Shortened(property)} is true or false; found {Quoted(value)}.", "Write true or false.", "value");
        }
        path.Pop();
    }

    // http://hl7.org/fhir/R4/valueset-filter-operator.html
    private static bool NeedsConcept(string property, string operation) =>
        operation is "is-a" or "descendent-of" or "is-not-a" or "generalizes" || (operation == "=" && property is "parent" or "child");

    private void Codes(FhirNode list, string name, KnownSystem system)
    {
        var place = 0;
        path.Push(name, -1);
        foreach (var item in list.Items)
        {
            path.Item(place++);
            if (item[known.Code] is { Kind: JsonKind.String } code) CodeOf(system, code, version: default);
        }
        path.Pop();
    }

    /// <summary>A ConceptMap: the codes of a group are of its source and target, and what is mapped is in the value set that it says
    /// (https://hl7.org/fhir/R4/conceptmap-definitions.html#ConceptMap.source_x_).</summary>
    internal void ConceptMap(FhirNode map)
    {
        var place = 0;
        var source = SetOf(map, "source");
        path.Push("group", -1);
        foreach (var group in map["group"].Items)
        {
            path.Item(place++);
            if (group["source"] is not { Kind: JsonKind.String } url || !Uris.IsAbsolute(url.Utf8)) continue;
            var system = rules.System(url.Utf8);
            var element = 0;
            path.Push("element", -1);
            foreach (var item in group["element"].Items)
            {
                path.Item(element++);
                if (item[known.Code] is not { Kind: JsonKind.String } code) continue;
                if (!group["sourceVersion"].Exists) CodeOf(system, code, version: default);
                if (source?.Contains(url.Utf8, code.Utf8, out _) == Membership.NotMember)
                    Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The code {Quoted(code)} is not in the source value set {Named(source)}.", "Correct the code or the source.", "code");
                if (group["target"] is { Kind: JsonKind.String } target && Uris.IsAbsolute(target.Utf8) && !group["targetVersion"].Exists) Codes(item["target"], "target", rules.System(target.Utf8));
            }
            path.Pop();
        }
        path.Pop();
    }

    private ValueSet? SetOf(FhirNode map, string side) =>
        (map.Text(side + "Canonical") ?? map.Text(side + "Uri")) is { } url ? rules.ValueSet(url) : null;
}
