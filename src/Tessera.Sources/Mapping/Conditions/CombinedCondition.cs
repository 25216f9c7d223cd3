namespace Tessera.Sources.Mapping;

/// <summary>Several conditions together.</summary>
internal sealed class CombinedCondition(Condition[] parts, Together together) : Condition
{
    public override int Column
    {
        get
        {
            foreach (var part in parts)
                if (part.Column >= 0) return part.Column;
            return -1;
        }
    }

    public override void Bind(Layout layout)
    {
        foreach (var part in parts) part.Bind(layout);
    }

    public override bool Holds(Row row)
    {
        foreach (var part in parts)
            if (part.Holds(row) != (together == Together.All)) return together == Together.Any;
        return together != Together.Any;
    }

    public override void Use(Row row)
    {
        foreach (var part in parts)
            if (together != Together.Any || part.Holds(row)) part.Use(row);
    }

    public override void UseAgainst(Row row)
    {
        foreach (var part in parts) part.UseAgainst(row);
    }
}

/// <summary>How conditions go together.</summary>
internal enum Together
{
    /// <summary>All hold.</summary>
    All,

    /// <summary>At least one holds.</summary>
    Any,

    /// <summary>None holds.</summary>
    None,
}
