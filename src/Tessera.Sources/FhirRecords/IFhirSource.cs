namespace Tessera.Sources.FhirRecords;

/// <summary>A source whose records are FHIR resources.</summary>
public interface IFhirSource
{
    /// <summary>Id of the source, part of every resource's identity.</summary>
    string SourceId { get; }

    /// <summary>What turns its records into resources, with its version.</summary>
    string Mapping { get; }

    /// <summary>Whether a run may begin where the one before ended: then records carry their <see cref="SourceRecord.Mark"/>.</summary>
    bool IsIncremental { get; }

    /// <summary>Whether it can leave out what did not change since a day.</summary>
    bool ReadsSince { get; }

    /// <summary>Whether it reads a file, so that a change of the file is one of the source; null when it reads none that others write.</summary>
    Func<string, bool>? ReadsFile { get; }

    /// <summary>After a run: resources (<c>Type/id</c>, ids of this centre) that the source says were deleted.</summary>
    IReadOnlyCollection<string> Deleted { get; }

    /// <summary>After a run: what the source said that is worth telling; no patient data.</summary>
    IReadOnlyCollection<string> Notes { get; }

    /// <summary>After a run: whether the source gave less than it says it has, so that what it did not give is not gone.</summary>
    bool HasGaps { get; }

    /// <summary>Reads what is asked for: one outcome for each record.</summary>
    /// <exception cref="Remote.RemoteSourceException">The source's server could not be read to the end.</exception>
    IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel);
}
