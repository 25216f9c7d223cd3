namespace Tessera.Sources.Mapping;

/// <summary>When a part of a mapping holds.</summary>
internal abstract class Condition
{
    /// <summary>The first column that it asks, or -1.</summary>
    public abstract int Column { get; }

    /// <summary>Resolves the columns, once per layout.</summary>
    public abstract void Bind(Layout layout);

    /// <summary>Whether it holds of a row.</summary>
    public abstract bool Holds(Row row);

    /// <summary>Counts as used the cells by which it held: they decided something.</summary>
    public abstract void Use(Row row);

    /// <summary>Counts as used the cells by which it did not hold, where they say one of a few words: they decided all the same.</summary>
    public virtual void UseAgainst(Row row)
    {
    }
}
