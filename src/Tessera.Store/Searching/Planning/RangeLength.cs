namespace Tessera.Store.Searching.Planning;

/// <summary>Which ranges of an index are meant, by their length.</summary>
internal enum RangeLength
{
    /// <summary>All.</summary>
    Any,

    /// <summary>At least those that are no longer than the table's <see cref="Conditions.ValueTable.Short"/>.</summary>
    Short,

    /// <summary>Those that are longer.</summary>
    Long,
}
