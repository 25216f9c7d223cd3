using Tessera.Fhir.Search.Queries;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching.Planning;

/// <summary>What a search starts from; the rest of its condition is tested on each row that this gives.</summary>
internal abstract record Driver
{
    /// <summary>Whether rows come in the order of time, each resource once.</summary>
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
    public override bool IsOrdered => Rows.Test is KeyTest { Keys.Count: 1 };

    /// <summary>Which index finds the value: ranges are found by the end that the test bounds.</summary>
    public string Index => Prefix is SearchPrefix.Greater or SearchPrefix.GreaterOrEqual or SearchPrefix.EndsBefore ? Rows.Table.ByHigh : Rows.Table.ByValue;

    private SearchPrefix? Prefix => Rows.Test switch
    {
        DateTest date => date.Prefix,
        QuantityTest quantity => quantity.Prefix,
        _ => null,
    };
}

/// <summary>The index rows of several values.</summary>
internal sealed record UnionDriver(IReadOnlyList<RowsDriver> Parts) : Driver;

/// <summary>The resources that refer to others that fulfil a condition.</summary>
internal sealed record ChainDriver(long Parameter, long TargetType, SearchPlan Target) : Driver;

/// <summary>The resources that others, which fulfil a condition, refer to.</summary>
internal sealed record ReferredDriver(long Parameter, SearchPlan Source) : Driver;
