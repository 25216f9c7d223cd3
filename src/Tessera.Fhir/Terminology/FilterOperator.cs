namespace Tessera.Fhir.Terminology;

/// <summary>Operators of a value set's filter (http://hl7.org/fhir/R4/valueset-filter-operator.html, and those that R5 added).</summary>
internal enum FilterOperator : byte
{
    /// <summary>An operator that this program does not know: nobody can say which codes it selects.</summary>
    Unsupported,
    Equal,
    IsA,
    DescendentOf,
    IsNotA,
    Regex,
    In,
    NotIn,
    Generalizes,
    ChildOf,
    DescendentLeaf,
    Exists,
}
