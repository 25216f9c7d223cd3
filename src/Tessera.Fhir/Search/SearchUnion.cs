namespace Tessera.Fhir.Search;

/// <summary>Parameters of a type whose values, together, are all values of another one, which therefore needs no index of its own.</summary>
/// <param name="Parts">The parameters, each with an index of its own.</param>
/// <param name="TargetType">The type of resource that the other parameter's references lead to, where it has only those of the parts' references that
/// lead there; null when it has all values of the parts. Of a reference by URL or identifier the index does not say where it leads: the other
/// parameter keeps an index of these.</param>
public sealed record SearchUnion(IReadOnlyList<SearchParameter> Parts, string? TargetType)
{
    /// <summary>The codes of the parts, such as <c>code + component-code</c> or <c>subject of Patient</c>.</summary>
    public override string ToString() => string.Join(" + ", Parts.Select(part => part.Code)) + (TargetType is null ? "" : $" of {TargetType}");
}
