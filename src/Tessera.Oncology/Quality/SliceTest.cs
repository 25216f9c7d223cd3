using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Whether an item of a list is of a slice. See https://hl7.org/fhir/R4/profiling.html#slicing</summary>
internal abstract record SliceTest
{
    public abstract bool Matches(FhirNode item, PatientOutline outline);

    /// <summary>An extension with a URL.</summary>
    public sealed record Extension(byte[] Url) : SliceTest
    {
        public override bool Matches(FhirNode item, PatientOutline outline) => item[outline.Names.Url].TextEquals(Url);
    }

    /// <summary>Parts of the item hold fixed values or patterns.</summary>
    public sealed record Pattern(IReadOnlyList<(int[] Path, FhirNode Value)> Values) : SliceTest
    {
        public override bool Matches(FhirNode item, PatientOutline outline)
        {
            foreach (var (path, value) in Values)
                if (!HasAt(item, path, value)) return false;
            return true;
        }

        private static bool HasAt(FhirNode node, ReadOnlySpan<int> path, FhirNode value)
        {
            if (path.IsEmpty) return Holds(node, value);
            foreach (var item in node[path[0]].Items)
                if (HasAt(item, path[1..], value)) return true;
            return false;
        }

        // https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.pattern_x_
        private static bool Holds(FhirNode node, FhirNode value)
        {
            if (value.Kind == JsonKind.Array)
            {
                foreach (var wanted in value.Items)
                    if (!AnyHolds(node, wanted)) return false;
                return true;
            }

            if (value.Kind != JsonKind.Object) return node.Exists && node.Utf8.SequenceEqual(value.Utf8);
            foreach (var wanted in value.Children)
                if (!Holds(node[wanted.NameId], wanted)) return false;
            return true;
        }

        private static bool AnyHolds(FhirNode node, FhirNode wanted)
        {
            foreach (var item in node.Items)
                if (Holds(item, wanted)) return true;
            return false;
        }
    }

    /// <summary>A concept with a code of a value set.</summary>
    public sealed record Bound(ValueSet Set) : SliceTest
    {
        public override bool Matches(FhirNode item, PatientOutline outline)
        {
            foreach (var coding in item[outline.Names.Coding].Items)
                if (coding[outline.Names.System] is { Kind: JsonKind.String } system && coding[outline.Names.Code] is { Kind: JsonKind.String } code
                    && Set.Contains(system.Utf8, code.Utf8, out _) == Membership.Member) return true;
            return false;
        }
    }

    /// <summary>A reference to a resource that claims one of some profiles.</summary>
    public sealed record Target(IReadOnlySet<McodeProfile> Profiles) : SliceTest
    {
        public override bool Matches(FhirNode item, PatientOutline outline)
        {
            foreach (var profile in outline.Find(item[outline.Names.Reference])[outline.Names.Meta][outline.Names.Profile].Items)
                if (outline.Profile(profile) is { } claimed && Profiles.Contains(claimed)) return true;
            return false;
        }
    }
}
