namespace Tessera.Oncology.Quality;

/// <summary>What is true of an element in one record or patient, with the rules of plausibility that it breaks and those that warn, a bit each.</summary>
internal readonly record struct ProbeFinding(QualityFlags Flags, int Broken, int Doubts)
{
    /// <summary>The same of a record of which something else breaks rules.</summary>
    public ProbeFinding Breaking(int rules) =>
        rules == 0 || (Flags & QualityFlags.Extracted) == 0 ? this : new ProbeFinding(Flags & ~(QualityFlags.Plausible | QualityFlags.Usable), Broken | rules, Doubts);

    /// <summary>Of elements that are needed together.</summary>
    public ProbeFinding And(ProbeFinding other)
    {
        var flags = (Flags & other.Flags) | ((Flags | other.Flags) & (QualityFlags.Doubtful | QualityFlags.InSource));
        var coded = (Flags | other.Flags) & (QualityFlags.Coded | QualityFlags.Uncheckable);
        if ((Flags & (QualityFlags.Coded | QualityFlags.Uncheckable)) != 0 && (other.Flags & (QualityFlags.Coded | QualityFlags.Uncheckable)) != 0)
            flags = (flags & ~QualityFlags.Coded) | ((coded & QualityFlags.Uncheckable) != 0 ? QualityFlags.Uncheckable : QualityFlags.Coded);
        return new ProbeFinding((flags & QualityFlags.Extracted) != 0 ? flags : flags & (QualityFlags.Expected | QualityFlags.InSource), Broken | other.Broken, Doubts | other.Doubts);
    }

    /// <summary>Of elements of which any will do: the best of each counts.</summary>
    public ProbeFinding Or(ProbeFinding other)
    {
        var flags = Flags | other.Flags;
        if ((flags & QualityFlags.Coded) != 0) flags &= ~QualityFlags.Uncheckable;
        var isPlausible = (flags & QualityFlags.Plausible) != 0;
        return new ProbeFinding(flags, isPlausible ? 0 : Broken | other.Broken, Doubts | other.Doubts);
    }
}
