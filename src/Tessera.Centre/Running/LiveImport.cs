using Tessera.Centre.Runs;

namespace Tessera.Centre.Running;

/// <summary>An import that is under way in this process.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Started">When it began.</param>
/// <param name="Account">What has become of the records so far.</param>
public sealed record LiveImport(string Source, DateTimeOffset Started, ImportAccount Account)
{
    /// <summary>Completed when it has ended.</summary>
    internal TaskCompletionSource Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
