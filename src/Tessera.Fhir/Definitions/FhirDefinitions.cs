using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions;

/// <summary>All loaded definitions: the base specification and the packages on top of it, as immutable compiled layers.
/// Safe to share between threads; definitions are decoded when first asked for and kept.</summary>
public sealed partial class FhirDefinitions
{
    private readonly List<DefinitionLayer> layers;
    private readonly Dictionary<string, List<Located>> index;
    private readonly Lock gate = new();
    private readonly Dictionary<LayerEntry, StructureDefinition> structures = [];
    private readonly Dictionary<string, FhirType> types = new(StringComparer.Ordinal);
    private SearchParameterDefinition[]? searchParameters;
    private HashSet<string>? namespaces;
    private Dictionary<string, CompartmentDefinition>? compartments;

    private FhirDefinitions(List<DefinitionLayer> layers)
    {
        this.layers = layers;
        Names = new NameTable(layers[0].Names);
        Packages = layers.Select(layer => layer.Package).ToArray();
        index = new(layers.Sum(layer => layer.Entries.Count), StringComparer.Ordinal);
        foreach (var layer in layers)
        foreach (var entry in layer.Entries)
        {
            if (entry.Kind == 0) continue;
            if (!index.TryGetValue(entry.Url, out var same)) index.Add(entry.Url, same = new(1));
            same.Add(new Located(layer, entry));
        }
    }

    /// <summary>The closed vocabulary that documents are read with.</summary>
    public NameTable Names { get; }

    /// <summary>The packages inside, the base specification first.</summary>
    public IReadOnlyList<PackageIdentity> Packages { get; }

    /// <summary>Opens compiled layers.</summary>
    /// <param name="paths">Layer files, the base specification first, each after those it builds on.</param>
    /// <exception cref="InvalidDataException">A file is not a layer, or the first is not the base specification.</exception>
    public static FhirDefinitions Open(IEnumerable<string> paths)
    {
        var layers = paths.Select(DefinitionLayer.Open).ToList();
        if (layers.Count == 0 || layers[0].Names.Count == 0) throw new InvalidDataException("The first definition layer must be that of the base specification.");
        return new FhirDefinitions(layers);
    }

    /// <summary>Opens the layers that a folder's <c>layers.txt</c> lists, one file name a line in order.</summary>
    /// <exception cref="InvalidDataException">The folder has no such list or a file is not a layer.</exception>
    public static FhirDefinitions OpenFolder(string folder)
    {
        var list = System.IO.Path.Combine(folder, ListFile);
        if (!File.Exists(list)) throw new InvalidDataException($"There are no compiled definitions in {folder}; build the project once.");
        return Open(File.ReadAllLines(list).Where(line => line.Length > 0).Select(line => System.IO.Path.Combine(folder, line)));
    }

    /// <summary>Opens the definitions that were built with this program.</summary>
    /// <exception cref="InvalidDataException">They are not beside the program.</exception>
    public static FhirDefinitions OpenBuiltIn() => OpenFolder(System.IO.Path.Combine(AppContext.BaseDirectory, "definitions"));

    /// <summary>These definitions and those of one more FHIR package on top, compiled into a layer.</summary>
    /// <param name="path">A package as <c>.tgz</c> or as a folder with <c>package.json</c>; or JSON resources that nobody packaged, as a
    /// folder or a single file.</param>
    /// <param name="layersFolder">Where the compiled layer is kept.</param>
    /// <param name="definitions">The new definitions, or null; these here do not change.</param>
    /// <param name="issue">Why not, or null.</param>
    public bool TryAddPackage(string path, string layersFolder, [NotNullWhen(true)] out FhirDefinitions? definitions, [NotNullWhen(false)] out Issue? issue)
    {
        definitions = null;
        if (!FhirPackage.TryRead(path, out var package, out issue)) return false;
        try
        {
            var layer = DefinitionLayer.Open(PackageCompiler.Compile(package.Identity, package.Files, [], this, layersFolder));
            definitions = new FhirDefinitions([.. layers, layer]);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FhirPackage.Refuse($"The compiled package cannot be kept in the folder for layers: {exception.Message}", out issue);
        }
    }

    /// <summary>These definitions and those of compiled layers on top, such as what
    /// <see cref="Terminology.Releases.TerminologyRelease"/> compiled.</summary>
    /// <param name="paths">Layer files, in order.</param>
    /// <param name="definitions">The new definitions, or null; these here do not change.</param>
    /// <param name="issue">Why not, or null: a file is missing, or is no layer of this version of the program.</param>
    public bool TryAddLayers(IEnumerable<string> paths, [NotNullWhen(true)] out FhirDefinitions? definitions, [NotNullWhen(false)] out Issue? issue)
    {
        try
        {
            (definitions, issue) = (new FhirDefinitions([.. layers, .. paths.Select(DefinitionLayer.Open)]), null);
            return true;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            (definitions, issue) = (null, new Issue(IssueSeverity.Fatal, IssueType.Invalid, "", failure.Message.TrimEnd('.')));
            return false;
        }
        catch (Exception failure) when (failure is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // A layer is trusted to be what was written; what is not leads out of the file.
            (definitions, issue) = (null, new Issue(IssueSeverity.Fatal, IssueType.Invalid, "", "a compiled layer is damaged"));
            return false;
        }
    }

    /// <summary>Name of the file that lists a folder's layers in order.</summary>
    public const string ListFile = "layers.txt";

    /// <summary>The structure with this canonical URL, or null when it is not loaded.</summary>
    /// <param name="canonical">URL, optionally with <c>|version</c>; without one the newest package wins.</param>
    public StructureDefinition? FindStructure(string canonical)
    {
        if (Locate(DefinitionKind.StructureDefinition, canonical) is not { } located) return null;
        lock (gate)
        {
            if (!structures.TryGetValue(located.Entry, out var structure))
                structures.Add(located.Entry, structure = WithSnapshot(StructureDefinitionCodec.Read(located.Layer.ReaderAt(located.Entry.Offset))));
            return structure;
        }
    }

    /// <summary>Whether a loaded package defines structures whose URLs start with this: up to and with the last slash.</summary>
    internal bool HasNamespace(string prefix) => (namespaces ??= Namespaces()).Contains(prefix);

    private HashSet<string> Namespaces() => layers.Where(layer => layer.Package.InPlaceOf.Length == 0)
        .SelectMany(layer => layer.Entries).Where(entry => entry.Kind == DefinitionKind.StructureDefinition)
        .Select(entry => entry.Url[..(entry.Url.LastIndexOf('/') + 1)]).Where(prefix => prefix.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>What to do about a definition that is not loaded: the package and version that other packages depend on where it is known,
    /// since another version may not define it.</summary>
    /// <param name="canonical">The URL of the definition.</param>
    public string HowToLoad(string canonical)
    {
        var asked = layers.Find(layer => layer.Package.InPlaceOf.Length > 0 && layer.Entries.Any(entry => entry.Kind != 0 && Place(entry.Url).SequenceEqual(Place(canonical))))?.Package;
        return asked is null || Packages.Any(package => package.Name == asked.Name && package.Version == asked.InPlaceOf)
            ? "Load the package that defines it."
            : $"Load {asked.Name} {asked.InPlaceOf}, on which the packages here depend; another version may not define it.";
    }

    // What the URLs of one guide begin with: all before the kind of definition and the name.
    private static ReadOnlySpan<char> Place(ReadOnlySpan<char> canonical) =>
        canonical.LastIndexOf('/') is > 0 and var name && canonical[..name].LastIndexOf('/') is > 0 and var kind ? canonical[..kind] : default;

    /// <summary>The type with this name (<c>Observation</c>, <c>Quantity</c>, <c>code</c>, <c>Observation.component</c>), or null.</summary>
    public FhirType? Type(string name)
    {
        lock (gate)
        {
            if (types.TryGetValue(name, out var type)) return type;
            var structure = name.Contains('.') ? null : FindStructure("http://hl7.org/fhir/StructureDefinition/" + name);
            if (structure is null or { IsProfile: true } or { Elements.Count: 0 }) type = name.IndexOf('.') is > 0 and var dot && Type(name[..dot]) is { } owner ? owner.Backbone(name) : null;
            else type = new FhirType(this, structure);
            if (type is not null) types[name] = type; // names come from outside and have no end; only what exists is kept
            return type;
        }
    }

    /// <summary>All search parameters of all layers; of those with the same URL the newest.</summary>
    public IReadOnlyList<SearchParameterDefinition> SearchParameters
    {
        get
        {
            lock (gate)
            {
                return searchParameters ??= index.Values
                    .Select(same => same.FindLast(located => located.Entry.Kind == DefinitionKind.SearchParameter))
                    .Where(located => located.Layer is not null)
                    .Select(located => SearchParameterCodec.Read(located.Layer.ReaderAt(located.Entry.Offset)))
                    .ToArray();
            }
        }
    }

    /// <summary>What belongs to a resource of a type, or null when no loaded definition says so; of several the newest.</summary>
    public CompartmentDefinition? FindCompartment(string type)
    {
        lock (gate)
        {
            compartments ??= layers.SelectMany(layer => layer.Entries.Where(entry => entry.Kind == DefinitionKind.CompartmentDefinition).Select(entry => CompartmentDefinitionCodec.Read(layer.ReaderAt(entry.Offset))))
                .GroupBy(compartment => compartment.Code).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
            return compartments.GetValueOrDefault(type);
        }
    }

    /// <summary>Canonical URLs of all definitions of a kind.</summary>
    public IEnumerable<string> Urls(DefinitionKind kind) =>
        index.Where(pair => pair.Value.Exists(located => located.Entry.Kind == kind)).Select(pair => pair.Key);

    /// <summary>Canonical URLs of the definitions of a kind that one package brought.</summary>
    public IEnumerable<string> Urls(DefinitionKind kind, string package) =>
        layers.Where(layer => layer.Package.Name == package).SelectMany(layer => layer.Entries).Where(entry => entry.Kind == kind).Select(entry => entry.Url);

    // A version that is asked for and not loaded is not replaced by another: a wrong definition is worse than a missing one.
    private Located? Locate(DefinitionKind kind, string canonical)
    {
        // R4 has six code systems and value sets whose URL itself holds a bar, such as …/v2-0360|2.7.
        var bar = index.ContainsKey(canonical) ? -1 : canonical.IndexOf('|', StringComparison.Ordinal);
        var url = bar < 0 ? canonical : canonical[..bar];
        if (!index.TryGetValue(url, out var same)) return null;
        for (var i = same.Count - 1; i >= 0; i--)
            if (same[i].Entry.Kind == kind && (bar < 0 || BusinessVersion.Covers(canonical.AsSpan(bar + 1), same[i].Entry.Version))) return same[i];
        return null;
    }

    private readonly record struct Located(DefinitionLayer Layer, LayerEntry Entry);
}
