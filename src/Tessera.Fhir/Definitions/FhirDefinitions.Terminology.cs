using System.Text;
using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions;

public sealed partial class FhirDefinitions
{
    private readonly Dictionary<(DefinitionLayer Layer, int Offset), object> terminology = [];
    private readonly Dictionary<string, ConceptTable[]> listedCodes = new(StringComparer.Ordinal);

    /// <summary>The value set with this canonical URL, or null when it is not loaded.</summary>
    /// <param name="canonical">URL, optionally with <c>|version</c>; without one the newest package wins.</param>
    public ValueSet? FindValueSet(string canonical)
    {
        if (Locate(DefinitionKind.ValueSet, canonical) is not { } located) return null;
        return Decoded(located, layer => ValueSetCodec.Read(this, layer, layer.ReaderAt(located.Entry.Offset)));
    }

    /// <summary>The code system with this canonical URL, or null when it is not loaded.</summary>
    /// <param name="canonical">URL, optionally with <c>|version</c>; without one the newest package that holds the whole system wins,
    /// then the newest that holds a part of it.</param>
    public CodeSystem? FindCodeSystem(string canonical)
    {
        if (!index.TryGetValue(canonical, out var same)) return Locate(DefinitionKind.CodeSystem, canonical) is { } versioned ? CodeSystemAt(versioned) : null;
        CodeSystem? found = null;
        for (var i = same.Count - 1; i >= 0 && found is not { IsComplete: true }; i--)
        {
            if (same[i].Entry.Kind != DefinitionKind.CodeSystem) continue;
            var system = CodeSystemAt(same[i]);
            if (found is null || system.IsComplete || (found.Count == 0 && system.Count > 0)) found = system;
        }
        return found;
    }

    /// <summary>Every loaded version of a code system, those of the newest package first.</summary>
    /// <param name="url">Canonical URL without version.</param>
    public IReadOnlyList<CodeSystem> FindCodeSystems(string url) => index.TryGetValue(url, out var same)
        ? same.Where(located => located.Entry.Kind == DefinitionKind.CodeSystem).Select(CodeSystemAt).Reverse().ToArray()
        : [];

    /// <summary>Reads a value set that is in no package. What it refers to is looked for in the loaded ones.</summary>
    /// <param name="resource">The ValueSet.</param>
    public ValueSet ReadValueSet(FhirDocument resource)
    {
        var layer = Layer(resource, (to, json) => ValueSetCodec.Write(to, ValueSetJson.Read(json), new ListedCodes()));
        return ValueSetCodec.Read(this, layer, layer.ReaderAt(layer.Entries[0].Offset));
    }

    /// <summary>Reads a code system that is in no package.</summary>
    /// <param name="resource">The CodeSystem.</param>
    public static CodeSystem ReadCodeSystem(FhirDocument resource)
    {
        var layer = Layer(resource, (to, json) => CodeSystemCodec.Write(to, CodeSystemJson.Read(json)));
        return CodeSystemCodec.Read(layer, layer.ReaderAt(layer.Entries[0].Offset));
    }

    private static DefinitionLayer Layer(FhirDocument resource, Action<LayerWriter, JsonElement> write)
    {
        ArgumentNullException.ThrowIfNull(resource);
        using var json = JsonDocument.Parse(resource.Bytes, new JsonDocumentOptions { MaxDepth = DocumentLimits.Default.MaxDepth });
        var writer = new LayerWriter();
        write(writer, json.RootElement);
        return DefinitionLayer.Of(writer);
    }

    /// <summary>The text of a code, from its code system or from a value set that lists it; null when no loaded package has one.</summary>
    /// <param name="system">UTF-8 of the code system's URL.</param>
    /// <param name="code">UTF-8 of the code.</param>
    public string? Display(ReadOnlySpan<byte> system, ReadOnlySpan<byte> code)
    {
        var url = Encoding.UTF8.GetString(system);
        if (FindCodeSystem(url)?.Display(code) is { } text) return text;
        foreach (var table in ListedCodesOf(url))
            if (table.Find(code, ignoreCase: false) is >= 0 and var index && table.Display(index) is { Length: > 0 } display) return Encoding.UTF8.GetString(display);
        return null;
    }

    /// <summary>The text of a code, from its code system or from a value set that lists it; null when no loaded package has one.</summary>
    public string? Display(string system, string code) => Display(Encoding.UTF8.GetBytes(system), Encoding.UTF8.GetBytes(code));

    /// <summary>Whether a value set of a loaded package lists a code of a system that is not loaded whole.</summary>
    internal bool ListsCode(string system, ReadOnlySpan<byte> code)
    {
        foreach (var table in ListedCodesOf(system))
            if (table.Find(code, ignoreCase: false) >= 0) return true;
        return false;
    }

    private CodeSystem CodeSystemAt(Located located) => Decoded(located, layer => CodeSystemCodec.Read(layer, layer.ReaderAt(located.Entry.Offset)));

    private ConceptTable[] ListedCodesOf(string system)
    {
        lock (gate)
        {
            if (listedCodes.TryGetValue(system, out var tables)) return tables;
            tables = !index.TryGetValue(system, out var same) ? [] : same
                .Where(located => located.Entry.Kind == DefinitionKind.ListedCodes)
                .Select(located => ListedCodes.Read(located.Layer, located.Layer.ReaderAt(located.Entry.Offset)))
                .Reverse().ToArray();
            listedCodes.Add(system, tables);
            return tables;
        }
    }

    private T Decoded<T>(Located located, Func<DefinitionLayer, T> read)
        where T : class
    {
        lock (gate)
        {
            var key = (located.Layer, located.Entry.Offset);
            if (!terminology.TryGetValue(key, out var known)) terminology.Add(key, known = read(located.Layer));
            return (T)known;
        }
    }
}
