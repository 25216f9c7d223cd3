namespace Tessera.Centre.Audit;

/// <summary>One request that was about patients. What was asked is not in it: searches hold names.</summary>
/// <param name="Time">When, to the millisecond.</param>
/// <param name="Who">Who asked.</param>
/// <param name="Action">What was done.</param>
/// <param name="Interaction">The interaction of the FHIR API (<c>read</c>, <c>search-type</c>, <c>$everything</c>), the page (<c>/patients/{id}</c>) or the command.</param>
/// <param name="Type">Resource type, or empty.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Subjects">The patients, each as its key (<see cref="AuditSubjects"/>).</param>
public sealed record AuditEntry(DateTimeOffset Time, string Who, AuditAction Action, string Interaction, string Type, int Status, IReadOnlyList<ulong> Subjects)
{
    /// <summary>Most patients of one entry; what is about more has several.</summary>
    public const int MostSubjects = 4000;
}
