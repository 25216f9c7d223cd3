using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Records;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Turns what a mapping says of an element into the rule that writes it. The definition of the element decides how a cell is read: as a
/// date, a number, a code, a reference. Names are those of FHIR's JSON.</summary>
internal sealed class ElementReader(MappingScope scope, string? patientColumn)
{
    /// <summary>The key of a condition on an object.</summary>
    public const string If = "if";

    /// <summary>The key of a repetition over numbers.</summary>
    public const string Repeat = "repeat";

    /// <summary>The key of the slice of a list that an item is.</summary>
    public const string Slice = "slice";

    private const string Value = "value";
    private const string First = "first";
    private const string Each = "each";
    private const string Absent = "absent";
    private const string Measured = "measured";

    private readonly ReferenceReader references = new(scope, patientColumn);
    private readonly ConceptReader concepts = new(scope);
    private readonly PrimitiveReader primitives = new(scope);
    private readonly ConditionReader conditions = new(scope);

    /// <summary>Whether a key says how an element is written and not what is in it.</summary>
    public static bool IsControl(string key) => key is If or Repeat or Slice or Each;

    /// <summary>The elements of a resource or other object, with what its profile fixes; mistakes are noted.</summary>
    public List<(string Name, Element Value)> Properties(YamlMappingNode node, FhirType type, ProfilePlace place, params ReadOnlySpan<string> others)
    {
        var parts = new List<(string, Element)>();
        var refused = new List<FhirProperty?>();
        foreach (var (keyNode, value) in node.Children)
        {
            var key = MappingText.Of(keyNode);
            if (IsControl(key) || others.Contains(key)) continue;
            if (Property(type, key) is not { } property)
            {
                scope.Problems.Unknown(keyNode, $"element of {type.Name}", key, type.Properties.Select(candidate => candidate.JsonName));
                refused.Add(null);
            }
            else if ((key[0] == '_' ? Companion(value, property) : Read(value, property, place.Child(property))) is { } element) parts.Add((key, element));
            else refused.Add(property);
        }

        if (scope.Record is null) RefuseTwoTypes(node, type);
        if (place.Structure is not null) Prescribed.FillIn(place, type, parts, node, scope, refused);
        return parts;
    }

    // Of value[x] a resource has one. Two may stand side by side when a row can fill either alone, which the cells that they read tell; in records
    // what is not there is not copied.
    private void RefuseTwoTypes(YamlMappingNode node, FhirType type)
    {
        var always = node.Children.Where(pair => pair.Value is not YamlMappingNode rule || !rule.Children.Keys.Any(key => MappingText.Of(key) is If or First or Each));
        foreach (var choice in always.GroupBy(pair => Property(type, MappingText.Of(pair.Key)) is { IsChoice: true } property && MappingText.Of(pair.Key)[0] != '_' ? property.ElementName : ""))
        {
            if (choice.Key.Length == 0) continue;
            var (first, read) = (choice.First(), Cells(choice.First().Value));
            foreach (var (key, value) in choice.Skip(1))
            {
                var cells = Cells(value);
                if (!cells.IsSubsetOf(read) && !read.IsSubsetOf(cells)) continue;
                scope.Problems.Add(key, $"'{MappingText.Of(key)}' and '{MappingText.Of(first.Key)}' cannot both be there", $"Leave one out, or say when each is meant: {MappingText.Of(key)}: {{ if: $Column, value: $Column }}.");
            }
        }
    }

    private static HashSet<string> Cells(YamlNode node) =>
        [.. node.AllNodes.OfType<YamlScalarNode>().Select(text => MappingText.Of(text)).Where(text => text.Contains('$', StringComparison.Ordinal)).Select(text => text.Split('|')[0].Trim())];

    private static FhirProperty? Property(FhirType type, string key)
    {
        var name = key.StartsWith('_') ? key[1..] : key;
        var property = type.Properties.FirstOrDefault(property => property.JsonName == name);
        return property is null || name == key || property is { Type.Kind: FhirTypeKind.Primitive, IsCollection: false } ? property : null;
    }

    private Element? Read(YamlNode node, FhirProperty property, ProfilePlace place)
    {
        if (!property.IsCollection) return Single(node, property, place);
        var items = node is YamlSequenceNode list ? list.Children : [node];
        var read = items.SelectMany(item => Items(item, property, place)).ToArray();
        if (read.Length == 0 || !Array.TrueForAll(read, item => item is not null)) return null;
        return read.Length > 1 && Array.Exists(read, item => item is CopyElement) ? new GrowingList(read!) : new ListElement(read!);
    }

    // An element of a record may stand where one of its type is written; texts are read as those of rows.
    private CopyElement? Copied(YamlNode node, string text, FhirProperty property)
    {
        if (scope.Record is null || !CellExpression.IsMeant(text) || (property is { Type.Kind: FhirTypeKind.Primitive, IsCollection: false })) return null;
        return CellExpression.TryParse(text, out var read, out _) && read.IsColumnAlone && scope.Words.TrueForAll(word => word.Name != read.Column) && !read.Column.StartsWith("settings.", StringComparison.Ordinal)
            ? new CopyElement(scope.Columns.Use(read.Column, node), property) : null;
    }

    private IEnumerable<Element?> Items(YamlNode node, FhirProperty property, ProfilePlace place)
    {
        if (node is not YamlMappingNode mapping) return [references.ForEach(Single(node, property, place))];
        if (MappingText.Node(mapping, Slice) is { } slice)
        {
            var name = MappingText.Of(slice);
            if (!place.Slices.Contains(name))
            {
                scope.Problems.Unknown(slice, $"slice of '{property.JsonName}'", name, place.Slices);
                return [];
            }

            place = place.Slice(name);
        }

        return scope.Repeated(mapping).Select(each =>
        {
            var reader = ReferenceEquals(each, scope) ? this : new ElementReader(each, patientColumn);
            return reader.references.ForEach(reader.Single(node, property, place));
        });
    }

    private Element? Single(YamlNode node, FhirProperty property, ProfilePlace place) => node switch
    {
        YamlScalarNode scalar => Scalar(scalar, property),
        YamlMappingNode mapping => OfEach(mapping, Conditional(mapping, Object(mapping, property, place))),
        _ => Refuse(node, $"'{property.JsonName}' is not a list"),
    };

    private Element? Scalar(YamlScalarNode node, FhirProperty property)
    {
        var text = scope.Said(node.Value ?? "");
        if (Copied(node, text, property) is { } copied) return copied;
        if (property.TypeName == "Reference") return references.Read(node, text);
        if (property.TypeName == "Resource" && ReferenceReader.IsOfRow(text, out var word)) return references.OfRow(node, word, inline: true);
        if (property.TypeName == "Identifier" && text == "key") return Key(node);
        if (property.TypeName is "Quantity" && CellExpression.IsMeant(text)) return primitives.Quantity(node, text, null, null);
        if (property.Type.Kind != FhirTypeKind.Primitive) return Refuse(node, $"'{property.JsonName}' is a {property.TypeName}, not a single value", "Write its elements below it.");
        if (property.TypeName == "uri" && text.LastIndexOf("/row", StringComparison.Ordinal) is > 0 and var end && ReferenceReader.IsOfRow(text[(end + 1)..], out word))
            return references.OfRow(node, word, inline: false, addressBase: text[..(end + 1)]);
        return primitives.Read(node, text, property);
    }

    private Element? Object(YamlMappingNode node, FhirProperty property, ProfilePlace place)
    {
        if (MappingText.Node(node, First) is { } first && node.Children.Keys.All(key => MappingText.Of(key) is First || IsControl(MappingText.Of(key)))) return FirstOf(first, property, place);
        if (MappingText.Value(node, Absent) is { } reason && node.Children.Keys.All(key => MappingText.Of(key) is Absent || IsControl(MappingText.Of(key)))) return primitives.Absent(MappingText.Node(node, Absent)!, reason);
        if (ConceptReader.IsMeant(node, property)) return concepts.Read(node, property, ConceptExtensions(node, property, place));
        if (MappingText.Node(node, Value) is YamlScalarNode value && node.Children.Keys.All(key => MappingText.Of(key) is If or Value) && (property.Type.Kind == FhirTypeKind.Primitive || property.TypeName == "Reference"))
            return Scalar(value, property);
        if (property.TypeName == "Quantity" && MappingText.Value(node, Measured) is { } amount && node.Children.Keys.All(key => MappingText.Of(key) is Measured or "unit" || IsControl(MappingText.Of(key))))
            return primitives.Quantity(MappingText.Node(node, Measured)!, amount, MappingText.Node(node, "unit"), MappingText.Value(node, "unit"));
        if (property.Type.Kind == FhirTypeKind.Primitive) return Refuse(node, $"'{property.JsonName}' is a single value");
        if (property.TypeName == "Resource") return new ResourceReader(scope.Definitions, scope, patientColumn).Inside(node);
        if (property.TypeName == "Extension") return Extension(node, property, place);
        var parts = Properties(node, property.Type, place.Entered(scope.Definitions));
        return parts.Count == 0 ? null : Object(property.Type, parts);
    }

    /// <summary>An object of a type, whose choices FHIRPath names without their types.</summary>
    public static ObjectElement Object(FhirType type, List<(string Name, Element Value)> parts) => new([.. parts])
    {
        PathOf = name => type.Properties.FirstOrDefault(property => property.JsonName == name.TrimStart('_'))?.ElementName ?? name,
    };

    private Element? FirstOf(YamlNode node, FhirProperty property, ProfilePlace place)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } list) return Refuse(node, "'first' needs a list of ways to write the element", "Write each after a hyphen; the first that a row allows is taken.");
        var ways = list.Children.Select(way => Single(way, property, place)).OfType<Element>().ToArray();
        return ways.Length == list.Children.Count ? new FirstOf(ways) : null;
    }

    // One item for each value between bars.
    private Element? OfEach(YamlMappingNode node, Element? element)
    {
        if (element is null || MappingText.Node(node, Each) is not { } each) return element;
        var columns = MappingText.Values(node, Each);
        if (columns.Count == 0 || columns.Any(CellExpression.IsMeant)) return Refuse(each, "'each' needs the columns that hold several values between bars", "Write each: Column, or each: [Column, ColumnBesideIt].");
        foreach (var column in columns)
            scope.Columns.Change(scope.Said(column), known => known with { IsSeveral = true }, each);
        return new Parts([.. columns.Select(scope.Said)], element);
    }

    private Element? Key(YamlNode node) => scope.KeyColumn is { } column ? new KeyIdentifier(column) : Refuse(node, "the table has no 'key'", "Name the column with the record's own number.");

    private Element? ConceptExtensions(YamlMappingNode node, FhirProperty property, ProfilePlace place)
    {
        if (MappingText.Node(node, "extension") is not { } extensions) return null;
        var extension = property.Type.Properties.First(candidate => candidate.JsonName == "extension");
        return Read(extensions, extension, place.Child(extension));
    }

    // An extension may be named by the last part of its URL; its definition says what is in it. Parts of an extension have names of their own.
    private Element? Extension(YamlMappingNode node, FhirProperty property, ProfilePlace place)
    {
        if (MappingText.Node(node, "url") is not { } url) return Extension(node, property, place.Entered(scope.Definitions), place.Entered(scope.Definitions).Structure?.Url);
        var name = MappingText.Of(url);
        var isPart = place.Structure is { IsExtension: true } && place.Slices.Contains(name);
        if (isPart && place.Slice(name).Children().Any()) return Extension(node, property, place.Slice(name), name);
        if (ProfileNames.Extension(name, scope.Definitions) is { } structure) return Extension(node, property, ProfilePlace.Root(structure), structure.Url);
        // The parts of an extension that is not loaded have the names that they have.
        var isUnknownPart = place.Structure is null && property.Element.Path == "Extension.extension";
        return isPart || isUnknownPart || name.Contains(':', StringComparison.Ordinal)
            ? Extension(node, property, default, name)
            : Refuse(url, $"there is no extension '{name}'", "Name one of a loaded package, such as mcode-laterality-qualifier, or write its URL.");
    }

    private PathHint? Extension(YamlMappingNode node, FhirProperty property, ProfilePlace inside, string? url)
    {
        var parts = Properties(node, property.Type, inside, inside.Structure is null ? "" : "url");
        parts.Sort((one, other) => (other.Name == "url").CompareTo(one.Name == "url"));
        return parts.Count == 0 ? null : new PathHint($".where(url='{url}')", Object(property.Type, parts));
    }

    private Element? Companion(YamlNode node, FhirProperty property)
    {
        if (node is not YamlMappingNode mapping) return Refuse(node, $"'_{property.JsonName}' needs 'extension' below it");
        if (MappingText.Value(mapping, Absent) is { } reason) return Conditional(mapping, primitives.Absent(MappingText.Node(mapping, Absent)!, reason));
        var parts = Properties(mapping, scope.Definitions.Type("Element")!, default);
        return parts.Count == 0 ? null : Conditional(mapping, new ObjectElement([.. parts]));
    }

    private Element? Conditional(YamlMappingNode node, Element? element)
    {
        if (element is null || MappingText.Node(node, If) is not { } condition) return element;
        return conditions.Read(condition) is { } holds ? new When(holds, element) : null;
    }

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }
}
