using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>Single values: format, fixed values, patterns, bounds, bindings, types and profiles.</summary>
internal sealed partial class ValidationRun
{
    private void Value(FhirNode value, ElementRule element, TypeRule type)
    {
        if (type.IsPrimitive)
        {
            if (!Primitive(value, type)) return;
        }
        else if (value.Kind != JsonKind.Object)
        {
            Report(IssueSeverity.Error, IssueType.Structure, $"{type.Code} is written as an object; found something else.", "Write an object in braces.", profile: element.Structure);
            return;
        }

        LocalRules(value, element);
        if (type.IsResource) InnerResource(value, element, type);
        else if (!type.IsPrimitive) Complex(value, element, type);
        type.Check?.Invoke(this, value);
        Constraints(value, type.Constraints(element));
    }

    private bool Primitive(FhirNode value, TypeRule type)
    {
        var format = type.Format;
        if (!format.HasKind(value.Kind))
        {
            Report(IssueSeverity.Error, IssueType.Structure, $"The type {type.Code} is written as {format.KindInWords}; found something else.");
            return false;
        }
        if (format.IsWellFormed(value.Utf8)) return true;
        var found = value.Utf8.IsEmpty ? "empty text" : format.IsQuotable ? Quoted(value) : "other text";
        Report(IssueSeverity.Error, IssueType.Value, $"Not a {type.Code}: expected {format.Expected}; found {found}.");
        return false;
    }

    /// <summary>What an element says of its value besides the type: fixed value, pattern, bounds, length, binding.</summary>
    private void LocalRules(FhirNode value, ElementRule element)
    {
        var definition = element.Definition;
        if (element.Fixed.Exists && !ValueComparison.Same(value, element.Fixed))
            Report(IssueSeverity.Error, IssueType.Value, $"The value must be exactly {element.Fixed}.", "Write this value.", profile: element.Structure);
        if (element.Pattern.Exists && !ValueComparison.Contains(value, element.Pattern))
            Report(IssueSeverity.Error, IssueType.Value, $"The value must contain {element.Pattern}.", "Add what is missing.", profile: element.Structure);
        if (definition.MaxLength > 0 && value.Kind == JsonKind.String && Encoding.UTF8.GetCharCount(value.Utf8) > definition.MaxLength)
            Report(IssueSeverity.Error, IssueType.TooLong, $"The text may have at most {definition.MaxLength} characters.", "Shorten it.", profile: element.Structure);
        if (!definition.MinValue.IsEmpty) Bound(value, definition.MinValue.Span, element.Least, -1, "at least");
        if (!definition.MaxValue.IsEmpty) Bound(value, definition.MaxValue.Span, element.Most, 1, "at most");
        if (definition.Binding is { } binding) Binding(value, binding, element);
    }

    // Bounds on numbers and on dates of the same precision, which compare as their text.
    private void Bound(FhirNode value, ReadOnlySpan<byte> bound, QuantityBound? quantity, int wrongSide, string words)
    {
        var order = value.Kind switch
        {
            JsonKind.Number => Numbers.Compare(value.Utf8, bound),
            JsonKind.Object => quantity?.Compare(value),
            JsonKind.String when bound.Length == value.Utf8.Length + 2 => value.Utf8.SequenceCompareTo(bound[1..^1]),
            _ => null,
        };
        if (order is { } sign && Math.Sign(sign) == wrongSide) Report(IssueSeverity.Error, IssueType.Value, $"The value must be {words} {quantity?.Text ?? Encoding.UTF8.GetString(bound)}.");
    }

    private void InnerResource(FhirNode value, ElementRule element, TypeRule type)
    {
        if (type.Code != "Resource" && value[known.ResourceType] is { Kind: JsonKind.String } named && rules.Definitions.Type(rules.Interned(named.Utf8)) is { } actual)
        {
            if (Array.Find(element.Types, candidate => actual.Is(candidate.Code)) is { } fitting) type = fitting;
            else Report(IssueSeverity.Error, IssueType.Structure, $"A {string.Join(" or ", element.Types.Select(candidate => candidate.Code))} is expected here; found {Quoted(named)}.", null, profile: element.Structure);
        }
        var profiles = type.Type.Profiles;
        if (element.Name == "contained") ContainedId(value);
        if (element.Object is { } own) InContext(value, own, element);
        Resource(value, profiles.Count == 1 ? profiles : [], isContained: element.Name == "contained");
        if (profiles.Count > 1 && ConformsToAny(value, profiles) == SliceMatch.No)
            Report(IssueSeverity.Error, IssueType.Structure, $"The resource conforms to none of {string.Join(", ", profiles)}.", null, profile: element.Structure);
    }

    // What a profile says of a resource inside is asked with that resource as %resource.
    private void InContext(FhirNode inner, ObjectRule own, ElementRule element)
    {
        var (outer, outerRoot) = (resource, rootResource);
        resource = inner;
        if (element.Name != "contained") rootResource = inner;
        environment.Move(resource, rootResource);
        Object(inner, own, element.Structure, isResource: true);
        (resource, rootResource) = (outer, outerRoot);
        environment.Move(resource, rootResource);
    }

    private bool IsFor(StructureRule structure, TypeRule type) =>
        structure.Definition.Type == type.Code || (type.Fhir?.Is(structure.Definition.Type) ?? false) || rules.Definitions.Type(structure.Definition.Type)?.Is(type.Code) == true;

    private void Complex(FhirNode value, ElementRule element, TypeRule type)
    {
        if (element.Object is { } own)
        {
            if (own.IsOpen && type.Type.Profiles.Count == 0 && type.Structure is { } whole) Properties(value, whole);
            Object(value, own, element.Structure, isResource: false);
        }
        else if (type.Code == "Extension") Extension(value, type);
        else if (type is { Type.Profiles.Count: 0, IsNameless: false, Structure: { } structure }) Properties(value, structure);
        if (type.Type.Profiles.Count > 0 && type.Code != "Extension") Profiles(value, type, element);
        if (type.IsReference && (type.Type.TargetProfiles.Count > 0 || type.Type.Aggregations.Count > 0)) ReferenceType(value, type, element);
    }

    private void Profiles(FhirNode value, TypeRule type, ElementRule element)
    {
        if (type.Type.Profiles is [var only])
        {
            if (rules.Find(only) is { } structure && IsFor(structure, type))
            {
                Structure(value, structure);
                return;
            }
            UncheckedProfile(only);
        }
        else if (ConformsToAny(value, type.Type.Profiles) == SliceMatch.No)
        {
            Report(IssueSeverity.Error, IssueType.Structure, $"The value conforms to none of {string.Join(", ", type.Type.Profiles)}.", null, profile: element.Structure);
        }
        if (type is { IsNameless: false, Structure: { } plain }) Properties(value, plain);
    }

    /// <summary>An extension: by the profile that its element demands, else by its own URL. One that nobody here knows is checked as a plain extension.</summary>
    private void Extension(FhirNode value, TypeRule type)
    {
        if (type.Type.Profiles is [var demanded])
        {
            if (rules.Find(demanded) is { } structure)
            {
                Structure(value, structure);
                return;
            }
            var missing = rules.WhyNot(demanded).Missing;
            Unchecked(missing, $"The extension's definition {demanded} is not loaded, so nobody could check its content.", HowToLoad(missing));
        }
        else if (value[known.Url] is { Kind: JsonKind.String } url && url.Utf8.Contains((byte)':'))
        {
            var canonical = rules.Interned(url.Utf8);
            if (rules.Find(canonical) is { Definition.Type: "Extension" } structure && structure.Definition.IsProfile)
            {
                Structure(value, structure);
                return;
            }
            if (value.NameId == known.ModifierExtension) Unchecked(canonical, $"The modifier extension {canonical} is not known here; it may change the meaning of what it stands in.", HowToLoad(canonical));
            else if (IsNews(canonical)) Note(canonical, $"The extension {canonical} is not known here, so its content was not checked.", HowToLoad(canonical));
        }
        if (type.Structure is { } plain) Properties(value, plain);
    }
}
