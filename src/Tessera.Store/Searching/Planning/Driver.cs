using Tessera.Fhir.Search.Queries;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching.Planning;

/// <summary>What a search starts from; the rest of its condition is tested on each row that this gives.</summary>
internal abstract record Driver
{
    /// <summary>Whether a page in the order of time needs no more rows than it has: they come in that order, or each part gives its first rows in it.</summary>
    public virtual bool IsOrdered => false;
}

/// <summary>All resources of a type in the order of time.</summary>
internal sealed record RecencyDriver : Driver
{
    public override bool IsOrdered => true;
}

/// <summary>Given resources.</summary>
internal sealed record ResourcesDriver(IReadOnlyList<long> Rids) : Driver;

/// <summary>All resources of some patients.</summary>
internal sealed record PatientsDriver(IReadOnlyList<long> Patients) : Driver;

/// <summary>The index rows of a value.</summary>
internal sealed record RowsDriver(Rows Rows) : Driver
{
    private const int FewKeys = 4;

    /// <summary>Which of them, by the length of their ranges.</summary>
    public RangeLength Length { get; init; }

    public override bool IsOrdered => Rows.Test is KeyTest { Keys.Count: 1 };

    /// <summary>Which index finds the value.</summary>
    public string Index => Length == RangeLength.Long ? Rows.Table.ByHighOfLong! : Rows.Table.ByValue;

    /// <summary>Where the rows are found. Ranges are found by their low end. When a test bounds the high end, that bounds the low end of short
    /// ranges too; long ones, which are few, have an index by their high end.</summary>
    public static IReadOnlyList<RowsDriver> Of(Rows rows) => rows.Test switch
    {
        DateTest { Prefix: SearchPrefix.Greater or SearchPrefix.GreaterOrEqual } or QuantityTest { Prefix: SearchPrefix.Greater or SearchPrefix.GreaterOrEqual } =>
            [new RowsDriver(rows) { Length = RangeLength.Short }, new RowsDriver(rows) { Length = RangeLength.Long }],
        // The rows of one key are in the order of time, those of two together are not.
        KeyTest { Keys.Count: > 1 and <= FewKeys } few => [.. few.Keys.Select(key => new RowsDriver(rows with { Test = new KeyTest([key]) }))],
        _ => [new RowsDriver(rows)],
    };
}

/// <summary>The index rows of several values.</summary>
internal sealed record UnionDriver(IReadOnlyList<RowsDriver> Parts) : Driver
{
    public override bool IsOrdered => Parts.All(part => part.IsOrdered);
}

/// <summary>The resources that refer to others that fulfil a condition.</summary>
internal sealed record ChainDriver(long Parameter, long TargetType, SearchPlan Target) : Driver;

/// <summary>The resources that others, which fulfil a condition, refer to.</summary>
internal sealed record ReferredDriver(long Parameter, SearchPlan Source) : Driver;
