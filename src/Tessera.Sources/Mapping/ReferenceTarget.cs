namespace Tessera.Sources.Mapping;

/// <summary>Something a reference may point to.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="List">Layout whose rows become it, or null when no file of the source does.</param>
internal sealed record ReferenceTarget(string Type, string? List)
{
    /// <summary>The word that tells the resource from others of its row, or null.</summary>
    public string? Part { get; init; }

    /// <summary>Whether only some rows become it.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether its rows belong to no patient.</summary>
    public bool IsShared { get; init; }

    /// <summary>The list that its ids are unique in.</summary>
    public string? IdList => Part is null ? List : $"{List}/{Part}";

    /// <summary>The list that holds the keys of the rows that become it.</summary>
    public string? Extracted => IsConditional ? ResourceRule.ConditionalList(IdList!) : List;
}
