using Tessera.Sources.Mapping;

namespace Tessera.Sources;

/// <summary>The corrections that one run applies, and what became of them.</summary>
public sealed class RowCorrections
{
    private readonly Dictionary<string, FileCorrections> files;
    private readonly Dictionary<long, (string File, int Row)> applied = [];

    /// <summary>Takes corrections; of two for the same row the later one counts.</summary>
    public RowCorrections(IReadOnlyCollection<RowCorrection> corrections)
    {
        ArgumentNullException.ThrowIfNull(corrections);
        Ids = corrections.Select(correction => correction.Id).ToHashSet();
        files = corrections.GroupBy(correction => correction.File, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new FileCorrections(group, (id, row) => applied[id] = (group.Key, row)), StringComparer.Ordinal);
    }

    /// <summary>No corrections.</summary>
    public static RowCorrections None { get; } = new([]);

    /// <summary>Their numbers.</summary>
    public IReadOnlySet<long> Ids { get; }

    /// <summary>Those that found their row so far, and where it stands.</summary>
    public IReadOnlyDictionary<long, (string File, int Row)> Applied => applied;

    /// <summary>The corrections of one file, or null: most files have none, and are then read as they are.</summary>
    internal FileCorrections? For(string file) => files.GetValueOrDefault(file);
}
