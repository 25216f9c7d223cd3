using System.Globalization;

namespace Tessera.Centre.Provenances;

/// <summary>What one Provenance of an import is about: what an import of an instant gave of one patient, or one resource that is about no patient. Its
/// text is the resource's id, so that a Provenance is found again though it is nowhere stored.</summary>
/// <param name="ImportedAt">When the import began.</param>
/// <param name="Type"><c>Patient</c>, or the type of the resource.</param>
/// <param name="Id">Id of the patient, or of the resource.</param>
internal readonly record struct ImportProvenanceKey(DateTimeOffset ImportedAt, string Type, string Id)
{
    internal const string Prefix = "import.";
    private const int LongestId = 64;

    /// <summary>The id; null when it would be longer than ids may be.</summary>
    public string? Text => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{ImportedAt.ToUnixTimeMilliseconds():x}.{(Type == "Patient" ? "" : Type + ".")}{Id}") is { Length: <= LongestId } text ? text : null;

    /// <summary>Reads an id.</summary>
    public static ImportProvenanceKey? Read(string id)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var parts = id.Split('.', 4);
        // An id of a resource may hold dots; that of an import never does.
        if (parts.Length < 3 || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var time) || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() || time < 0) return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time);
        return parts.Length == 3 ? new ImportProvenanceKey(at, "Patient", parts[2]) : new ImportProvenanceKey(at, parts[2], parts[3]);
    }
}
