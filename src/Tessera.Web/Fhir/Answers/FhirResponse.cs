using Tessera.Fhir;
using Tessera.Store;

namespace Tessera.Web.Fhir.Answers;

/// <summary>The answer of an interaction, on its way to HTTP or into the entry of a bundle.</summary>
/// <param name="Status">The HTTP status.</param>
internal sealed record FhirResponse(int Status)
{
    /// <summary>A resource as JSON, or empty.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is an OperationOutcome about the request.</summary>
    public bool IsOutcome { get; init; }

    /// <summary>The version that the answer is about, or 0.</summary>
    public long Version { get; init; }

    /// <summary>When that version was written.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>Where the resource is, or null.</summary>
    public string? Location { get; init; }

    /// <summary>The types of patches that there are, in the refusal of another one; else null (RFC 5789, 3.1).</summary>
    public string? AcceptPatch { get; init; }

    /// <summary>A resource that we made.</summary>
    public static FhirResponse Json(ReadOnlyMemory<byte> json) => new(200) { Body = json };

    /// <summary>An OperationOutcome.</summary>
    public static FhirResponse Outcome(int status, params IReadOnlyList<Issue> issues) => new(status) { Body = OperationOutcomes.Write(issues), IsOutcome = true };

    /// <summary>An OperationOutcome with one error.</summary>
    public static FhirResponse Failure(int status, IssueType type, string message, string? fix = null) =>
        Outcome(status, new Issue(IssueSeverity.Error, type, "", message) { Fix = fix });

    public static FhirResponse NotFound(string type) => Failure(404, IssueType.NotFound, $"There is no {type} with this id.");

    public static FhirResponse NoVersion(string type, string version) => Failure(404, IssueType.NotFound, $"There is no version {version} of this {type}.");

    /// <summary>The answer about a resource that was deleted.</summary>
    public static FhirResponse Gone(StoredResource deleted) =>
        Failure(410, IssueType.Deleted, $"This {deleted.Type} was deleted.") with { Version = deleted.Version, Updated = deleted.Updated };
}
