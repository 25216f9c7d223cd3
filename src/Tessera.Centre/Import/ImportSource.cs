using Tessera.Sources;
using Tessera.Sources.Mef;

namespace Tessera.Centre.Import;

/// <summary>A source as the pipeline sees it.</summary>
/// <param name="Id">Id of the source, stable between runs.</param>
/// <param name="Mapping">What turns its records into resources, for the history.</param>
/// <param name="Read">Reads all records: exactly one outcome each, what others refer to first.</param>
public sealed record ImportSource(string Id, string Mapping, Func<CancellationToken, IEnumerable<RecordOutcome>> Read)
{
    /// <summary>The files of the mCODE Extraction Framework.</summary>
    public static ImportSource Of(MefSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, "mef", source.Read);
    }

    /// <summary>Files of a centre's own layout, by a mapping.</summary>
    public static ImportSource Of(MappedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, $"{source.SourceId}@{source.Version}", source.Read);
    }
}
