using System.Collections.Frozen;

namespace Tessera.Sources.Mapping;

/// <summary>What the local codes or words of a source mean. Case and surrounding spaces do not count.</summary>
internal sealed class CodeMap
{
    private readonly FrozenDictionary<string, CodeTarget> targets;

    public CodeMap(string name, IEnumerable<KeyValuePair<string, CodeTarget>> entries)
    {
        var read = entries.ToList();
        (Name, Keys) = (name, [.. read.Select(pair => pair.Key)]);
        targets = read.ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Name in the mapping.</summary>
    public string Name { get; }

    /// <summary>The local codes, in the mapping's order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>What they mean.</summary>
    public IEnumerable<CodeTarget> Targets => targets.Values;

    /// <summary>What a local code means, or null.</summary>
    public CodeTarget? Find(string local) => targets.GetValueOrDefault(local.Trim());
}

/// <summary>A code that a local one means.</summary>
/// <param name="Code">The code.</param>
/// <param name="System">Its system; null for that of the element.</param>
internal sealed record CodeTarget(string Code, string? System)
{
    /// <summary>The code system's word for it, or null.</summary>
    public string? Display { get; init; }
}
