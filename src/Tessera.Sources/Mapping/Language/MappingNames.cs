namespace Tessera.Sources.Mapping.Language;

/// <summary>What a mapping names for all its tables.</summary>
/// <param name="Maps">Code maps by their names.</param>
/// <param name="Lists">Code lists by their names.</param>
/// <param name="Settings">The settings that it declares.</param>
internal sealed record MappingNames(IReadOnlyDictionary<string, CodeMap> Maps, NamedLists Lists, IReadOnlySet<string> Settings);
