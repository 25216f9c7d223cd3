namespace Tessera.Sources.BulkData;

/// <summary>What a file of an export holds.</summary>
internal enum BulkFileKind
{
    /// <summary>Resources.</summary>
    Output,

    /// <summary>Bundles that say which resources were deleted.</summary>
    Deleted,

    /// <summary>What the server could not export, as OperationOutcomes.</summary>
    Error,
}
