using System.Globalization;

namespace Tessera.Store;

/// <summary>What must be current for a write to go ahead: <c>If-Match</c> and <c>If-None-Match: *</c> (RFC 9110, 13.1;
/// https://hl7.org/fhir/R4/http.html#concurrency).</summary>
public sealed record VersionCondition
{
    private readonly IReadOnlyList<long>? versions;

    private VersionCondition(IReadOnlyList<long>? versions) => this.versions = versions;

    /// <summary>The resource must be there, whatever its version.</summary>
    public static VersionCondition Present { get; } = new((IReadOnlyList<long>?)null);

    /// <summary>The resource must not be there.</summary>
    public static VersionCondition Absent { get; } = new([0]);

    /// <summary>One of these versions must be current; of none, no write goes ahead.</summary>
    public static VersionCondition OneOf(params IReadOnlyList<long> versions) => new(versions);

    /// <summary>Whether the write goes ahead.</summary>
    /// <param name="current">The current version; 0 when there is none, or it was deleted.</param>
    internal bool Allows(long current) => versions is null ? current > 0 : versions.Contains(current);

    /// <summary>Why it does not.</summary>
    internal string Refusal => versions switch
    {
        null => "There is no current version.",
        [] => "The tag is of no version of this resource.",
        [0] => "The resource is there already.",
        [var one] => string.Create(CultureInfo.InvariantCulture, $"Version {one} is not the current one."),
        _ => $"None of the versions {string.Join(", ", versions.Select(version => version.ToString(CultureInfo.InvariantCulture)))} is the current one.",
    };
}
