using System.Globalization;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping;

/// <summary>What the rules of a source need beside the row.</summary>
internal sealed class SourceContext(string source, ResourceIds ids, KeyIndex keys, string patientIdentifierSystem)
{
    private readonly (ulong Hash, string? Id)[] recent = new (ulong, string?)[1 << 14];
    private readonly Dictionary<string, string> systems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> identifierSystems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> metaSources = new(StringComparer.Ordinal);

    public string Source => source;

    /// <summary>The records that patients share, by their bare names.</summary>
    public SharedRecords Shared { get; } = new();

    public KeyIndex Keys => keys;

    /// <summary>Records by what a column of theirs says.</summary>
    public RelationIndex Relations { get; } = new();

    /// <summary>System of the patients' medical record numbers.</summary>
    public string PatientIdentifierSystem => patientIdentifierSystem;

    /// <summary>The list that gives the Patient resources, or null when the source has none.</summary>
    public string? PatientList { get; init; }

    /// <summary>The list that the Patients' ids are unique in; null for <see cref="PatientList"/>.</summary>
    public string? PatientIdList { get; init; }

    /// <summary>Zone of times that do not say theirs.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The latest day that it is anywhere: nobody is born after it.</summary>
    public string Today { get; } = TimeProvider.System.GetUtcNow().AddHours(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Rows recorded before this day are left out; null for none.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Column with the day on which a row was recorded; null where nobody asks how far the source has come.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>Reading ahead finds out which rows are good; nobody sees the ids it would write.</summary>
    public bool IsReadingAhead { get; set; }

    // A keyed hash costs more than the rest of a small resource, and every row names its patient: one slot per hash keeps the last ids.
    public string Id(string type, string patient, string list, string key)
    {
        if (IsReadingAhead) return "";
        var hash = StableHash.Of(type, patient, list, key);
        ref var slot = ref recent[hash % (ulong)recent.Length];
        if (slot.Id is null || slot.Hash != hash) slot = (hash, ids.Id(source, type, patient, list, key));
        return slot.Id;
    }

    /// <summary>URI of a code system as a cell names it; a local name becomes a URI of this source.</summary>
    public string CodeSystem(string name) => systems.TryGetValue(name, out var uri) ? uri
        : systems[name] = CodeSystems.Resolve(name) ?? $"urn:tessera:{source}:code-system:{Uri.EscapeDataString(name)}";

    /// <summary>URI of an identifier system as a cell names it; a local name becomes a URI of this source.</summary>
    public string NamedIdentifierSystem(string name) =>
        CodeSystems.IsAbsoluteUri(name) ? name : IdentifierSystem("identifier:" + Uri.EscapeDataString(name));

    /// <summary>System of the keys of a list of this source.</summary>
    public string IdentifierSystem(string list) => identifierSystems.TryGetValue(list, out var uri) ? uri
        : identifierSystems[list] = $"urn:tessera:{source}:{list}";

    public string MetaSource(Layout layout) => metaSources.TryGetValue(layout.Name, out var uri) ? uri
        : metaSources[layout.Name] = $"urn:tessera:{source}:layout:{layout.Name}";
}
