using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Schema;

/// <summary>The types of the loaded definitions, prepared for FHIRPath. One for each <see cref="FhirDefinitions"/>, kept as long as it lives.</summary>
internal sealed class PathSchema
{
    private static readonly ConditionalWeakTable<FhirDefinitions, PathSchema> Schemas = [];
    private readonly ConcurrentDictionary<string, PathType?> types = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private (byte[] Name, PathType Type)[] byUtf8 = new (byte[], PathType)[512];
    private int byUtf8Count;

    private PathSchema(FhirDefinitions definitions)
    {
        Definitions = definitions;
        Names = definitions.Names;
        Unknown = new PathType(this, null, "Element");
        ResourceTypeId = Names.Find("resourceType") is >= 0 and var id ? id : int.MinValue;
        IdId = Names.Find("id");
        ExtensionId = Names.Find("extension");
        ReferenceId = Names.Find("reference");
        TypeId = Names.Find("type");
        UrlId = Names.Find("url");
        SystemId = Names.Find("system");
        CodeId = Names.Find("code");
        UnitId = Names.Find("unit");
        ValueId = Names.Find("value");
        ContainedId = Names.Find("contained");
        EntryId = Names.Find("entry");
        ResourceId = Names.Find("resource");
        FullUrlId = Names.Find("fullUrl");
    }

    public FhirDefinitions Definitions { get; }

    public NameTable Names { get; }

    /// <summary>The type of values of which no definition is known.</summary>
    public PathType Unknown { get; }

    public int ResourceTypeId { get; }
    public int IdId { get; }
    public int ExtensionId { get; }
    public int ReferenceId { get; }
    public int TypeId { get; }
    public int UrlId { get; }
    public int SystemId { get; }
    public int CodeId { get; }
    public int UnitId { get; }
    public int ValueId { get; }
    public int ContainedId { get; }
    public int EntryId { get; }
    public int ResourceId { get; }
    public int FullUrlId { get; }

    public static PathSchema Of(FhirDefinitions definitions) => Schemas.GetValue(definitions, static key => new PathSchema(key));

    public static PathSchema Of(FhirType type) => Of(type.Definitions);

    /// <summary>The type with this name, or null.</summary>
    public PathType? Find(string name)
    {
        if (types.TryGetValue(name, out var known)) return known;
        var definition = Definitions.Type(name);
        if (definition is null) return null;
        return types.GetOrAdd(name, new PathType(this, definition, definition.Name));
    }

    /// <summary>The prepared form of a definition; a resource of an abstract type is looked at for what it really is.</summary>
    public PathType Of(FhirType type, FhirNode node)
    {
        var found = Find(type.Name) ?? Unknown;
        return found is { IsResource: true, IsOpen: true } && node.Exists ? ResourceType(node) : found;
    }

    /// <summary>The type that a resource says it has.</summary>
    public PathType ResourceType(FhirNode resource)
    {
        var name = resource[ResourceTypeId];
        if (name.Kind != JsonKind.String) return Unknown;
        return Find(name.Utf8) ?? Find("Resource") ?? Unknown;
    }

    /// <summary>Whether a resource says that it has this type. The type is nearly always its first property.</summary>
    public bool SaysType(FhirNode resource, PathType type)
    {
        var tape = resource.Owner!.Tape;
        var first = resource.Index + 1;
        var name = first < tape.Length && tape[first].Name == ResourceTypeId ? new FhirNode(resource.Owner, first) : resource[ResourceTypeId];
        return name.Exists && name.Utf8.SequenceEqual(type.NameUtf8);
    }

    public PathType? Find(ReadOnlySpan<byte> name)
    {
        var table = byUtf8;
        var mask = table.Length - 1;
        for (var slot = Hash(name) & mask; table[slot].Name is { } known; slot = (slot + 1) & mask)
            if (name.SequenceEqual(known)) return table[slot].Type;
        if (name.Length > 64) return null;
        var found = Find(Encoding.UTF8.GetString(name));
        if (found is not null) Remember(name, found);
        return found;
    }

    /// <summary>The type of a property, from the name that the definition gives it.</summary>
    public PathType TypeOf(string typeName, PathType owner, string elementName)
    {
        if (typeName.Length == 0) return Unknown;
        // Ids and urls are system strings in the definitions; FHIR names their types in an extension (https://hl7.org/fhir/R4/element.html).
        if (elementName == "id" && owner.IsResource) typeName = "id";
        else if (typeName.StartsWith("http://hl7.org/fhirpath/System.", StringComparison.Ordinal)) typeName = elementName == "url" ? "uri" : "string";
        return Find(typeName) ?? Unknown;
    }

    private void Remember(ReadOnlySpan<byte> name, PathType type)
    {
        lock (gate)
        {
            if (byUtf8Count >= byUtf8.Length / 2) return;
            var table = ((byte[] Name, PathType Type)[])byUtf8.Clone();
            var slot = Hash(name) & (table.Length - 1);
            while (table[slot].Name is { } known)
            {
                if (name.SequenceEqual(known)) return;
                slot = (slot + 1) & (table.Length - 1);
            }
            table[slot] = (name.ToArray(), type);
            byUtf8Count++;
            Volatile.Write(ref byUtf8, table);
        }
    }

    private static int Hash(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : (int)(((uint)(name.Length + 31 * name[0] + 131 * name[^1] + 1031 * name[name.Length / 2]) * 0x9E3779B1) >> 16);
}
