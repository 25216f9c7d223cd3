using System.Collections.Concurrent;
using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Path.Schema;

/// <summary>A FHIR type prepared for navigation: what each property name leads to, without a lookup by text.</summary>
internal sealed class PathType
{
    private readonly PathSchema schema;
    private readonly ConcurrentDictionary<string, NavigationTarget> targets = new(StringComparer.Ordinal);
    private string[]? ancestors;
    private int[]? keys;
    private PathProperty[]? slots;

    public PathType(PathSchema schema, FhirType? definition, string name)
    {
        (this.schema, Definition, Name) = (schema, definition, name);
        System = definition is null ? FhirPathValueKind.None : SystemKindOf(definition);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        IsPrimitive = definition?.Kind == FhirTypeKind.Primitive;
        IsResource = definition?.Kind == FhirTypeKind.Resource;
        // Types of which only the name is known, or that only stand for others, are looked at as they come.
        IsAnyResource = IsResource && definition!.IsAbstract;
        IsOpen = definition is null || definition.IsAbstract || name is "Element" or "BackboneElement" or "Resource" or "DomainResource";
    }

    public FhirType? Definition { get; }

    public string Name { get; }

    public byte[] NameUtf8 { get; }

    /// <summary>The system type that a value of this type converts to by itself, or None.</summary>
    public FhirPathValueKind System { get; }

    public bool IsPrimitive { get; }

    public bool IsResource { get; }

    /// <summary>Whether instances can have elements that this type does not define.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether values are resources that say themselves what they are.</summary>
    public bool IsAnyResource { get; }

    public PathSchema Schema => schema;

    /// <summary>Whether this is the other type or derived from it.</summary>
    public bool Is(PathType other)
    {
        if (ReferenceEquals(this, other)) return true;
        ancestors ??= AncestorsOf(Definition);
        foreach (var ancestor in ancestors)
            if (ancestor == other.Name) return true;
        return false;
    }

    private static string[] AncestorsOf(FhirType? type)
    {
        var names = new List<string>();
        for (; type is not null; type = type.Base) names.Add(type.Name);
        return [.. names];
    }

    /// <summary>What the FHIRPath name leads to from this type.</summary>
    public NavigationTarget Target(string name) =>
        targets.TryGetValue(name, out var known) ? known : targets.Count < 512 ? targets.GetOrAdd(name, MakeTarget(name)) : MakeTarget(name);

    /// <summary>The property with this JSON name id (or that of its companion), or null.</summary>
    public PathProperty? Property(int nameId)
    {
        if (nameId < 0) return null;
        if (slots is null) Fill();
        nameId &= ~1;
        var mask = keys!.Length - 1;
        for (var slot = Hash(nameId) & mask; keys[slot] != -1; slot = (slot + 1) & mask)
            if (keys[slot] == nameId) return slots![slot];
        return null;
    }

    private NavigationTarget MakeTarget(string name)
    {
        var options = new List<PathProperty>();
        if (Definition is not null)
            foreach (var property in Definition.Element(name))
                if (Property(property.NameId) is { } option) options.Add(option);
        if (options.Count == 0 && IsOpen)
        {
            // Without a definition the JSON name is the best there is.
            var id = schema.Names.Find(name);
            options.Add(new PathProperty(schema, null, name, id, "", this));
        }
        return new NavigationTarget(this, name, [.. options]);
    }

    private void Fill()
    {
        var properties = Definition?.Properties ?? [];
        var size = 4;
        while (size < properties.Count * 2 + 2) size *= 2;
        var freshKeys = new int[size];
        var freshSlots = new PathProperty[size];
        Array.Fill(freshKeys, -1);
        foreach (var property in properties)
        {
            if (property.NameId < 0) continue;
            var slot = Hash(property.NameId) & (size - 1);
            while (freshKeys[slot] != -1 && freshKeys[slot] != property.NameId) slot = (slot + 1) & (size - 1);
            if (freshKeys[slot] == property.NameId) continue;
            freshKeys[slot] = property.NameId;
            freshSlots[slot] = new PathProperty(schema, property, property.ElementName, property.NameId, property.TypeName, this);
        }
        keys = freshKeys;
        Volatile.Write(ref slots, freshSlots);
    }

    private static int Hash(int nameId) => (int)((uint)nameId * 0x9E3779B1 >> 16);

    private static FhirPathValueKind SystemKindOf(FhirType type) => type.Kind switch
    {
        FhirTypeKind.Primitive => type.Name switch
        {
            "boolean" => FhirPathValueKind.Boolean,
            "integer" or "unsignedInt" or "positiveInt" => FhirPathValueKind.Integer,
            "integer64" => FhirPathValueKind.Long,
            "decimal" => FhirPathValueKind.Decimal,
            "date" => FhirPathValueKind.Date,
            "dateTime" or "instant" => FhirPathValueKind.DateTime,
            "time" => FhirPathValueKind.Time,
            _ => FhirPathValueKind.String,
        },
        FhirTypeKind.Complex when type.Is("Quantity") => FhirPathValueKind.Quantity,
        _ => FhirPathValueKind.None,
    };
}
