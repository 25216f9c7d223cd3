namespace Tessera.Sources.Mapping;

/// <summary>Something a reference may point to.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="List">Layout whose rows become it; of a resource that rows describe together its type.</param>
internal sealed record ReferenceTarget(string Type, string List)
{
    /// <summary>The word that tells the resource from others of its row, or null.</summary>
    public string? Part { get; init; }

    /// <summary>Whether only some rows become it.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether its rows belong to no patient.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether rows of several patients describe it together, so that it is found by its name.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The list that its ids are unique in.</summary>
    public string IdList => Part is null ? List : $"{List}/{Part}";

    /// <summary>The list that holds the keys of the rows that become it.</summary>
    public string Extracted => IsConditional ? ResourceRule.ConditionalList(IdList) : List;

    /// <summary>The id of the record that a row's text refers to, or null when it will not be there.</summary>
    public string? Find(Row row, string text)
    {
        var context = row.Context;
        if (IsNamed) return context.Shared.Find(List, row.Patient, text) is { } key ? context.Id(Type, "", List, key) : null;
        return Exists(row, text) ? context.Id(Type, PatientOf(row), IdList, text) : null;
    }

    /// <summary>Whether the record that a row's text refers to will be there.</summary>
    public bool Exists(Row row, string text) => row.Context.Keys.IsExtracted(Extracted, PatientOf(row), text);

    /// <summary>The patient within whose records the keys are unique; empty for all.</summary>
    public string PatientOf(Row row) => IsShared ? "" : row.Patient;
}
