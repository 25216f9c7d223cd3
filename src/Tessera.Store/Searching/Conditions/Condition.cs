namespace Tessera.Store.Searching.Conditions;

/// <summary>A search condition in terms of this database: names are numbers, values are looked up.</summary>
internal abstract record Condition
{
    public static Condition Always { get; } = new Constant(true);

    public static Condition Never { get; } = new Constant(false);

    public static Condition AllOf(IEnumerable<Condition> parts)
    {
        var kept = parts.SelectMany(part => part is All all ? all.Parts : [part]).Where(part => part != Always).ToList();
        return kept.Contains(Never) ? Never : kept.Count switch { 0 => Always, 1 => kept[0], _ => new All(kept) };
    }

    public static Condition AnyOf(IEnumerable<Condition> parts)
    {
        var kept = parts.SelectMany(part => part is Any any ? any.Parts : [part]).Where(part => part != Never).ToList();
        if (kept.Contains(Always)) return Always;
        return Merged(kept) ?? (kept.Count switch { 0 => Never, 1 => kept[0], _ => new Any(kept) });
    }

    public static Condition Not(Condition part) => part switch
    {
        Constant constant => constant.Value ? Never : Always,
        Negated negated => negated.Part,
        _ => new Negated(part),
    };

    // Alternatives of one parameter that look for keys are one look for several keys.
    private static Condition? Merged(List<Condition> parts)
    {
        if (parts.Count < 2) return null;
        if (parts.TrueForAll(part => part is Resources)) return new Resources(parts.SelectMany(part => ((Resources)part).Rids).Distinct().ToArray());
        if (parts[0] is not Rows { Test: KeyTest } first) return null;
        if (!parts.TrueForAll(part => part is Rows { Test: KeyTest } rows && rows.Table == first.Table && rows.Parameter == first.Parameter)) return null;
        return first with { Test = new KeyTest(parts.SelectMany(part => ((KeyTest)((Rows)part).Test).Keys).Distinct().ToArray()) };
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
internal sealed record Rows(ValueTable Table, long Parameter, ValueTest Test) : Condition;

/// <summary>The resource is one of these.</summary>
internal sealed record Resources(IReadOnlyList<long> Rids) : Condition;

/// <summary>When the resource was last changed.</summary>
internal sealed record Updated(DateTest Test) : Condition;

/// <summary>A resource that fulfils the condition refers to this one.</summary>
internal sealed record Referred(long Parameter, long SourceType, Condition Source) : Condition;
