namespace Tessera.Cli.Checking;

/// <summary>A way to tell the results: for people, as one document, as a stream, as SARIF.</summary>
internal interface IValidationReport : IDisposable
{
    /// <summary>Takes the next result, in input order.</summary>
    void Add(CheckedResource resource);

    /// <summary>Called after a batch: what was written becomes visible.</summary>
    void Flush();

    /// <summary>Closes the report with its sums.</summary>
    void Finish(ValidationSummary summary);
}
