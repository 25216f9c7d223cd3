using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>How an element of a differential changes the element that it inherits, attribute by attribute.
/// See http://hl7.org/fhir/R4/elementdefinition.html#interpretation</summary>
internal static class ElementMerge
{
    private enum Rule
    {
        /// <summary>What the differential says stands instead.</summary>
        Replace,

        /// <summary>As <see cref="Replace"/>; a text that begins with three dots continues the inherited one.</summary>
        Text,

        /// <summary>What is not there yet is added, told apart by the whole item.</summary>
        Add,

        /// <summary>As <see cref="Add"/>, told apart by a key: what is inherited cannot be changed.</summary>
        AddByKey,

        /// <summary>An item with the same key is replaced, others are added.</summary>
        ReplaceByKey,

        /// <summary>Properties of the object are replaced one by one.</summary>
        Properties,

        /// <summary>As <see cref="Replace"/>; who changes the strength alone keeps the value set.</summary>
        Binding,

        /// <summary>A profile cannot change it (http://hl7.org/fhir/R4/conformance-rules.html#isModifier), but an extension states it.</summary>
        Modifier,

        /// <summary>Says where the element stands, not what it is.</summary>
        Place,
    }

    private static readonly Dictionary<string, (Rule Rule, string[] Key)> Rules = new(StringComparer.Ordinal)
    {
        ["id"] = (Rule.Place, []),
        ["path"] = (Rule.Place, []),
        ["sliceName"] = (Rule.Place, []),
        ["base"] = (Rule.Place, []),
        ["definition"] = (Rule.Text, []),
        ["comment"] = (Rule.Text, []),
        ["requirements"] = (Rule.Text, []),
        ["meaningWhenMissing"] = (Rule.Text, []),
        ["short"] = (Rule.Text, []),
        ["alias"] = (Rule.Add, []),
        ["condition"] = (Rule.Add, []),
        ["code"] = (Rule.Add, []),
        ["example"] = (Rule.ReplaceByKey, ["label"]),
        ["constraint"] = (Rule.AddByKey, ["key"]),
        ["mapping"] = (Rule.AddByKey, ["identity", "map"]),
        ["extension"] = (Rule.ReplaceByKey, ["url"]),
        ["slicing"] = (Rule.Properties, []),
        ["binding"] = (Rule.Binding, []),
        ["isModifier"] = (Rule.Modifier, []),
        ["isModifierReason"] = (Rule.Modifier, []),
    };

    // Of these an element has one, whatever its type.
    private static readonly string[] Choices = ["defaultValue", "fixed", "pattern", "minValue", "maxValue"];

    // What an element of a differential says about the whole and not about each slice.
    private static readonly string[] OfTheWhole =
    [
        "label", "short", "definition", "comment", "requirements", "alias", "mapping", "example", "orderMeaning", "meaningWhenMissing",
        "mustSupport", "extension", "slicing",
    ];

    /// <summary>A new slice: what its element demands holds for it too, while words and flags were meant for the whole.</summary>
    public static SnapshotElement Slice(SnapshotElement sliced, string name)
    {
        var slice = sliced.CopyAlone(name);
        foreach (var attribute in OfTheWhole) slice[attribute] = sliced.Inherited.TryGetValue(attribute, out var value) ? value : null;
        slice["slicing"] = null;
        slice["min"] = JsonSerializer.SerializeToElement(0);
        return slice;
    }

    /// <summary>Changes an element as a differential says.</summary>
    public static void Apply(SnapshotElement element, JsonElement differential, bool isSpecialization)
    {
        var setsModifier = isSpecialization || element.Name is "Extension" or "modifierExtension" or "extension";
        element.BeginChange();
        foreach (var attribute in differential.EnumerateObject())
        {
            var (rule, key) = Rules.GetValueOrDefault(attribute.Name);
            if (rule == Rule.Place || (rule == Rule.Modifier && !setsModifier)) continue;
            var inherited = element[attribute.Name];
            if (inherited is null) RemoveOtherType(element, attribute.Name);
            element[attribute.Name] = inherited is { } known ? Merged(known, attribute.Value, rule, key) : attribute.Value;
        }
    }

    /// <summary>Two lists that may both hold what an element says for one of its attributes; the first stands first and wins.</summary>
    public static JsonElement Combine(string attribute, JsonElement first, JsonElement second) => Union(first, second, Rules[attribute].Key, replace: false);

    private static JsonElement Merged(JsonElement inherited, JsonElement own, Rule rule, string[] key) => rule switch
    {
        Rule.Text when own.AsText() is { } text && text.StartsWith("...", StringComparison.Ordinal) => JsonWriting.Text($"{inherited.AsText()}\r\n{text[3..]}"),
        Rule.Add or Rule.AddByKey => Union(inherited, own, key, replace: false),
        Rule.ReplaceByKey => Union(inherited, own, key, replace: true),
        Rule.Properties when own.ValueKind == JsonValueKind.Object && inherited.ValueKind == JsonValueKind.Object =>
            own.EnumerateObject().Aggregate(inherited, (all, property) => all.With(property.Name, property.Value)),
        Rule.Binding when own.OptionalText("valueSet") is null && inherited.Part("valueSet") is { ValueKind: not JsonValueKind.Undefined } set && own.ValueKind == JsonValueKind.Object =>
            own.With("valueSet", set),
        _ => own,
    };

    private static JsonElement Union(JsonElement inherited, JsonElement own, string[] key, bool replace)
    {
        if (own.ValueKind != JsonValueKind.Array || inherited.ValueKind != JsonValueKind.Array) return own;
        var items = own.EnumerateArray().ToList();
        var ownKeys = items.Select(item => KeyOf(item, key)).ToHashSet(StringComparer.Ordinal);
        var first = inherited.EnumerateArray().ToList();
        if (replace) return JsonWriting.Array(first.Where(item => !ownKeys.Contains(KeyOf(item, key))).Concat(items));
        var known = first.Select(item => KeyOf(item, key)).ToHashSet(StringComparer.Ordinal);
        return JsonWriting.Array(first.Concat(items.Where(item => known.Add(KeyOf(item, key)))));
    }

    private static string KeyOf(JsonElement item, string[] key) =>
        key.Length == 0 ? item.GetRawText() : string.Join('\n', key.Select(part => item.Text(part)));

    private static void RemoveOtherType(SnapshotElement element, string attribute)
    {
        foreach (var choice in Choices)
        {
            if (!IsChoice(attribute, choice)) continue;
            foreach (var other in element.Attributes.Keys.Where(name => IsChoice(name, choice)).ToList()) element[other] = null;
        }
    }

    private static bool IsChoice(string name, string choice) => name.Length > choice.Length && name.StartsWith(choice, StringComparison.Ordinal) && char.IsUpper(name[choice.Length]);
}
