using Tessera.Fhir;

namespace Tessera.Conformance.Validator;

/// <summary>One validation of a case, ours beside the reference validator's.</summary>
/// <param name="Expected">Errors of the reference validator: place and message.</param>
/// <param name="Found">What we found.</param>
public sealed record SuiteRun(IReadOnlyList<(string Place, string Message)> Expected, IReadOnlyList<Issue> Found)
{
    private IEnumerable<Issue> Errors => Found.Where(issue => issue.Severity >= IssueSeverity.Error);

    /// <summary>The same answer, and for what is invalid at least one of the same places.</summary>
    public bool Agrees => Expected.Count == 0 ? !Errors.Any() : Errors.Any(issue => Expected.Any(expected => IsThere(expected.Place, issue.Expression)));

    // What is not JSON at all has no place.
    private static bool IsThere(string expected, string found) => expected.Length == 0 ? found.Length == 0 : Place.IsSame(expected, found);

    /// <summary>Both lists, for a reader.</summary>
    public string Show() => string.Join("\n", Expected.Take(4).Select(issue => $"    expected {issue.Place}: {issue.Message}")
        .Concat(Errors.Take(4).Select(issue => $"    found    {issue.Expression}: {issue.Message}")).DefaultIfEmpty("    found no error"));
}
