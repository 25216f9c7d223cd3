namespace Tessera.Fhir.Terminology;

/// <summary>One condition of an include: the concepts whose property stands in a relation to a value.</summary>
internal sealed record ConceptFilter(string Property, FilterOperator Operator, string Value)
{
    /// <summary>Whether a concept that passes in a part of the code system passes in the whole: what is absent cannot take it away.</summary>
    public bool HoldsInFragments => Operator is not (FilterOperator.IsNotA or FilterOperator.NotIn or FilterOperator.DescendentLeaf)
        && !(Operator is FilterOperator.Exists && Value == "false");

    public static FilterOperator Parse(string text) => text switch
    {
        "=" => FilterOperator.Equal,
        "is-a" => FilterOperator.IsA,
        "descendent-of" => FilterOperator.DescendentOf,
        "is-not-a" => FilterOperator.IsNotA,
        "regex" => FilterOperator.Regex,
        "in" => FilterOperator.In,
        "not-in" => FilterOperator.NotIn,
        "generalizes" => FilterOperator.Generalizes,
        "child-of" => FilterOperator.ChildOf,
        "descendent-leaf" => FilterOperator.DescendentLeaf,
        "exists" => FilterOperator.Exists,
        _ => FilterOperator.Unsupported,
    };
}
