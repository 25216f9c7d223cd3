using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>An element of a profile, compiled: finds its values in a resource of that profile. <c>bench quality</c> pays for the ids of names
/// and for the list that the caller lends.</summary>
/// <param name="steps">The way from the root.</param>
/// <param name="parts">The same as parts of a path, for origins.</param>
/// <param name="names">The vocabulary.</param>
internal sealed class ElementProbe(ProbeStep[] steps, string[] parts, QualityNames names)
{
    private static readonly byte[][] AbsentSystems = [Encoding.UTF8.GetBytes(CodeSystems.DataAbsentReason), Encoding.UTF8.GetBytes(CodeSystems.NullFlavor)];

    /// <summary>The parts of the path, an extension with its URL.</summary>
    public IReadOnlyList<string> Parts { get; } = parts;

    /// <summary>The value set of its codes, or null when codes are not measured.</summary>
    public ValueSet? Codes { get; init; }

    /// <summary>How strictly it is bound.</summary>
    public BindingStrength Strength { get; init; }

    /// <summary>What kind of statement it is, for the rules of plausibility.</summary>
    public ProbeAspect Aspect { get; init; }

    /// <summary>Puts the values of the element into <paramref name="found"/>; those that only say why there is none are none.</summary>
    public void Find(FhirNode root, PatientOutline outline, List<FhirNode> found) => Find(root, 0, steps.Length, outline, found);

    /// <summary>Whether a resource with these properties may have the element.</summary>
    public bool MayBeIn(PresentNames present) => steps.Length == 0 || steps[0].IsAnyValue || present.HasAny(steps[0].Names);

    /// <summary>Whether there is what the element would be a part of.</summary>
    public bool HasParent(FhirNode root, PatientOutline outline, List<FhirNode> lent)
    {
        if (steps.Length == 1) return true;
        lent.Clear();
        Find(root, 0, steps.Length - 1, outline, lent);
        return lent.Count > 0;
    }

    /// <summary>Whether a value has a code of the value set.</summary>
    public Membership CodeOf(FhirNode value, PatientOutline outline)
    {
        if (value.Kind == JsonKind.String) return Codes!.ContainsCode(value.Utf8, out _);
        if (value.Kind != JsonKind.Object) return Membership.NotMember;
        if (value[names.Reference] is { Kind: JsonKind.String } reference) return outline.Find(reference)[names.Code] is { Exists: true } code ? CodeOf(code, outline) : Membership.Unknown;
        if (value[names.Url].Exists) return ValueOf(value) is { Exists: true } inside ? CodeOf(inside, outline) : Membership.NotMember;
        if (value[names.Coding] is not { Exists: true } codings) return Test(value);
        var answer = Membership.NotMember;
        foreach (var coding in codings.Items)
        {
            var one = Test(coding);
            if (one == Membership.Member) return one;
            if (one == Membership.Unknown) answer = one;
        }

        return answer;
    }

    /// <summary>The value of an extension.</summary>
    public static FhirNode ValueOf(FhirNode extension)
    {
        foreach (var child in extension.Children)
            if (child.NameUtf8.StartsWith("value"u8)) return child;
        return default;
    }

    private Membership Test(FhirNode coding)
    {
        if (coding[names.Code] is not { Kind: JsonKind.String } code) return Membership.NotMember;
        return coding[names.System] is { Kind: JsonKind.String } system ? Codes!.Contains(system.Utf8, code.Utf8, out _) : Membership.NotMember;
    }

    private void Find(FhirNode node, int at, int length, PatientOutline outline, List<FhirNode> found)
    {
        if (at == length)
        {
            if (Says(node)) found.Add(node);
            return;
        }

        var step = steps[at];
        if (step.IsAnyValue)
        {
            if (ValueOf(node) is { Exists: true } value) Find(value, at + 1, length, outline, found);
            return;
        }

        foreach (var name in step.Names)
        {
            if (node[name] is not { Exists: true } child) continue;
            foreach (var item in child.Items)
                if (step.Slice?.Matches(item, outline) != false) Find(item, at + 1, length, outline, found);
        }
    }

    // A concept of the systems of missing values, and an element that holds nothing but an extension, say why there is no value.
    private bool Says(FhirNode node)
    {
        if (node.Kind == JsonKind.String) return node.Utf8.Length > 0;
        if (node.Kind != JsonKind.Object) return node.Kind is not (JsonKind.Null or JsonKind.None);
        if (node[names.Url].Exists) return node[names.Extension].Exists || (ValueOf(node) is { Exists: true } value && Says(value));
        if (node[names.Coding] is { Exists: true } codings && !node[names.Text].Exists)
        {
            foreach (var coding in codings.Items)
                if (!Array.Exists(AbsentSystems, system => coding[names.System] is { Kind: JsonKind.String } uri && uri.Utf8.SequenceEqual(system))) return true;
            return false;
        }

        foreach (var child in node.Children)
            if (child.NameId != names.Extension && child.NameId != names.Id) return true;
        return false;
    }
}
