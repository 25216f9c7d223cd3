using Tessera.Sources.Mapping.Records;

namespace Tessera.Sources.Mapping.Language;

/// <summary>One table of a mapping: which files it is read from and what their rows become.</summary>
/// <param name="Name">Its name, which is also that of the list its keys are unique in.</param>
/// <param name="Files">The files, relative to the mapping; a star stands for any characters.</param>
/// <param name="Layout">What a row becomes.</param>
/// <param name="Settings">How the files are written.</param>
internal sealed record TableMapping(string Name, IReadOnlyList<string> Files, Layout Layout, FileSettings Settings)
{
    /// <summary>For a table of FHIR records: which it takes and how they are read. Null for rows.</summary>
    public RecordTable? Records { get; init; }
}
