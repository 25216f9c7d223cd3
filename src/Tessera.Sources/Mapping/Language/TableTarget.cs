namespace Tessera.Sources.Mapping.Language;

/// <summary>What a reference to a row of a table leads to.</summary>
/// <param name="Type">Type of the resource.</param>
/// <param name="Table">The table.</param>
/// <param name="Part">The word that tells it from other resources of the row, or null.</param>
/// <param name="IsConditional">Whether only some rows have it.</param>
/// <param name="IsShared">Whether the table is not about single patients.</param>
internal sealed record TableTarget(string Type, string Table, string? Part, bool IsConditional, bool IsShared)
{
    /// <summary>Whether rows of several patients describe it together, so that it is found by its name.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The target as references use it.</summary>
    public ReferenceTarget Reference => IsNamed ? new(Type, Type) { IsNamed = true } : new(Type, Table) { Part = Part, IsConditional = IsConditional, IsShared = IsShared };
}
