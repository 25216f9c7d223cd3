namespace Tessera.Store.Searching.Conditions;

/// <summary>A search condition in terms of this database: names are numbers, values are looked up.</summary>
internal abstract record Condition
{
    public static Condition Always { get; } = new Constant(true);

    public static Condition Never { get; } = new Constant(false);

    public static Condition AllOf(IEnumerable<Condition> parts)
    {
        var kept = parts.SelectMany(part => part is All all ? all.Parts : [part]).Where(part => part != Always).ToList();
        if (kept.Contains(Never)) return Never;
        // The engine asks in this order, and reading a resource costs more than reading its index rows.
        return kept.Count switch { 0 => Always, 1 => kept[0], _ => new All([.. kept.OrderBy(part => part is Content)]) };
    }

    public static Condition AnyOf(IEnumerable<Condition> parts)
    {
        var kept = Merged([.. parts.SelectMany(part => part is Any any ? any.Parts : [part]).Where(part => part != Never)]);
        if (kept.Contains(Always)) return Always;
        return kept.Count switch { 0 => Never, 1 => kept[0], _ => new Any(kept) };
    }

    public static Condition Not(Condition part) => part switch
    {
        Constant constant => constant.Value ? Never : Always,
        Negated negated => negated.Part,
        _ => new Negated(part),
    };

    // Alternatives that look for keys of one parameter, or for given resources, are one look for several.
    private static List<Condition> Merged(List<Condition> parts)
    {
        var merged = new List<Condition>(parts.Count);
        foreach (var part in parts)
        {
            var at = merged.FindIndex(other => other is Resources ? part is Resources : other is Rows { Test: KeyTest } rows && rows.LooksLike(part));
            if (at < 0) merged.Add(part);
            else if (merged[at] is Resources resources) merged[at] = new Resources([.. resources.Rids.Union(((Resources)part).Rids)]);
            else if (merged[at] is Rows { Test: KeyTest keys } rows) merged[at] = rows with { Test = new KeyTest([.. keys.Keys.Union(((KeyTest)((Rows)part).Test).Keys)]) };
        }
        return merged;
    }
}

/// <summary>True or false whatever the resource.</summary>
internal sealed record Constant(bool Value) : Condition;

/// <summary>Every part holds.</summary>
internal sealed record All(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>At least one part holds.</summary>
internal sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>The part does not hold.</summary>
internal sealed record Negated(Condition Part) : Condition;

/// <summary>There is an index row of this parameter that passes a test.</summary>
internal sealed record Rows(ValueTable Table, long Parameter, ValueTest Test) : Condition
{
    /// <summary>Whether another condition looks for keys in the same place.</summary>
    public bool LooksLike(Condition other) => other is Rows { Test: KeyTest } rows && rows.Table == Table && rows.Parameter == Parameter;
}

/// <summary>The resource is one of these.</summary>
internal sealed record Resources(IReadOnlyList<long> Rids) : Condition;

/// <summary>When the resource was last changed.</summary>
internal sealed record Updated(DateTest Test) : Condition;

/// <summary>A resource that fulfils the condition refers to this one.</summary>
internal sealed record Referred(long Parameter, long SourceType, Condition Source) : Condition;

/// <summary>The resource's content passes a test that the connection knows by this number.</summary>
internal sealed record Content(long Test) : Condition;

/// <summary>A resource that fulfils the condition refers to this one by its URL, which these parameters hold.</summary>
internal sealed record ReferredByUrl(long Parameter, long SourceType, IReadOnlyList<long> Urls, Condition Source) : Condition;
