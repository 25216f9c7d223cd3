using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>The properties that an object may and must have. Finding one by its name id is two array reads: this is the
/// innermost loop of validation (<c>bench validate</c>).</summary>
internal sealed class ObjectRule
{
    private readonly short[] slots;
    private readonly PropertyRule[] properties;
    private readonly int mask;

    public ObjectRule(IReadOnlyList<ElementRule> elements, NameTable names, bool isOpen = false)
    {
        IsOpen = isOpen;
        Elements = [.. elements];
        properties = Elements.SelectMany((element, index) => Properties(element, index, names)).ToArray();
        var size = 8;
        while (size < properties.Length * 2) size *= 2;
        (slots, mask) = (new short[size], size - 1);
        for (short i = 0; i < properties.Length; i++)
        {
            var slot = Slot(properties[i].NameId);
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = (short)(i + 1);
        }
    }

    /// <summary>Whether the elements are only some of those that the object may have: what a choice has for all its types, or a profile says of a
    /// resource inside. The object's own type rules over the others.</summary>
    public bool IsOpen { get; }

    /// <summary>Elements in the order of the definition.</summary>
    public ElementRule[] Elements { get; }

    /// <summary>The rule for a property, or null; ask with the id of the name without underscore.</summary>
    public PropertyRule? Find(int nameId)
    {
        for (var slot = Slot(nameId); slots[slot] != 0; slot = (slot + 1) & mask)
            if (properties[slots[slot] - 1] is var property && property.NameId == nameId) return property;
        return null;
    }

    private int Slot(int nameId) => (nameId >> 1) & mask;

    private static IEnumerable<PropertyRule> Properties(ElementRule element, int index, NameTable names) =>
        element.IsChoice
            ? element.Types.Select(type => new PropertyRule(names.Find(ElementNames.ChoiceName(element.Name + "[x]", type.Code)), index, element, type))
            : element.Types.Take(1).Select(type => new PropertyRule(names.Find(element.Name), index, element, type));
}
