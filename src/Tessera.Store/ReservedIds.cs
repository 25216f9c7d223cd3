using Tessera.Fhir;

namespace Tessera.Store;

/// <summary>Ids that nobody may write: resources under them are made when they are asked for, and a stored one would stand before them.</summary>
/// <param name="Prefixes">By resource type: how such ids begin.</param>
public sealed record ReservedIds(IReadOnlyDictionary<string, string> Prefixes)
{
    /// <summary>Every id may be written.</summary>
    public static ReservedIds None { get; } = new(new Dictionary<string, string>());

    /// <summary>Whether an id is reserved.</summary>
    /// <param name="type">Resource type.</param>
    /// <param name="id">Logical id.</param>
    public bool Contains(string type, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Prefixes.TryGetValue(type, out var prefix) && id.StartsWith(prefix, StringComparison.Ordinal);
    }

    internal Issue? Refuse(string type, string id) => Contains(type, id)
        ? new Issue(IssueSeverity.Error, IssueType.Forbidden, type + ".id", $"{type}s whose ids begin with '{Prefixes[type]}' are made by this node itself; nobody else writes or deletes them.") { Fix = "Choose another id, or POST to have one chosen." }
        : null;
}
