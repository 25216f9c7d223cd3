namespace Tessera.Sources;

/// <summary>What a run asks of a source.</summary>
public sealed record ReadRequest
{
    /// <summary>Everything, as the source has it.</summary>
    public static readonly ReadRequest Everything = new();

    /// <summary>What people say that rows should say; applied over the rows before anything else looks at them.</summary>
    public RowCorrections Corrections { get; init; } = RowCorrections.None;

    /// <summary>For files: the column with the day on which a row was recorded, whose day becomes <see cref="SourceRecord.Mark"/>; null where the
    /// source has its own order, or is read whole.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>Records with a mark before this one may be left out; those that have this very mark are read again, since others may have come
    /// under it. Null reads all.</summary>
    public string? Since { get; init; }
}
