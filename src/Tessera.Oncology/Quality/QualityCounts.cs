namespace Tessera.Oncology.Quality;

/// <summary>How many records or patients an element is expected of, and how far it came in them. Counts add up: those of two groups
/// without a common patient are the sum. No share is kept, since shares do not add up.</summary>
public readonly record struct QualityCounts
{
    /// <summary>How many numbers there are.</summary>
    internal const int Fields = 10;

    /// <summary>Records or patients that the element is expected of: the denominator.</summary>
    public long Expected { get; init; }

    /// <summary>A non-empty cell, or a path of a FHIR source, feeds the element.</summary>
    public long InSource { get; init; }

    /// <summary>The element has a value.</summary>
    public long Extracted { get; init; }

    /// <summary>It has a value, and validation found no error at or under it.</summary>
    public long Valid { get; init; }

    /// <summary>It has a code of the bound value set.</summary>
    public long Coded { get; init; }

    /// <summary>It has a code, and whether it is one of the value set cannot be known here: a code system is not loaded.</summary>
    public long Uncheckable { get; init; }

    /// <summary>It has a value, and no rule of plausibility is broken.</summary>
    public long Plausible { get; init; }

    /// <summary>It has a value that a warning is about: unusual, and possible.</summary>
    public long Doubtful { get; init; }

    /// <summary>It has a value from the year before the patient's last contact.</summary>
    public long Recent { get; init; }

    /// <summary>It has a value that is valid, plausible and, where a code system is bound, coded or not known to be otherwise.</summary>
    public long Usable { get; init; }

    /// <summary>Without a value.</summary>
    public long Lacking => Expected - Extracted;

    /// <summary>With a value that is certainly not a code of the bound value set.</summary>
    public long Unmapped(bool isCoded) => isCoded ? Extracted - Coded - Uncheckable : 0;

    /// <summary>Adds up.</summary>
    public static QualityCounts operator +(QualityCounts left, QualityCounts right) => Merge(left, right, 1);

    /// <summary>Takes away.</summary>
    public static QualityCounts operator -(QualityCounts left, QualityCounts right) => Merge(left, right, -1);

    /// <summary>Adds up.</summary>
    public static QualityCounts Add(QualityCounts left, QualityCounts right) => left + right;

    /// <summary>Takes away.</summary>
    public static QualityCounts Subtract(QualityCounts left, QualityCounts right) => left - right;

    /// <summary>With one record more. Every element of every record is counted so: <c>bench quality</c> pays for it.</summary>
    internal QualityCounts Plus(QualityFlags flags) => new()
    {
        Expected = Expected + One(flags, QualityFlags.Expected), InSource = InSource + One(flags, QualityFlags.InSource), Extracted = Extracted + One(flags, QualityFlags.Extracted),
        Valid = Valid + One(flags, QualityFlags.Valid), Coded = Coded + One(flags, QualityFlags.Coded), Uncheckable = Uncheckable + One(flags, QualityFlags.Uncheckable),
        Plausible = Plausible + One(flags, QualityFlags.Plausible), Doubtful = Doubtful + One(flags, QualityFlags.Doubtful), Recent = Recent + One(flags, QualityFlags.Recent),
        Usable = Usable + One(flags, QualityFlags.Usable),
    };

    internal static QualityCounts From(ReadOnlySpan<long> fields) => new()
    {
        Expected = fields[0], InSource = fields[1], Extracted = fields[2], Valid = fields[3], Coded = fields[4],
        Uncheckable = fields[5], Plausible = fields[6], Doubtful = fields[7], Recent = fields[8], Usable = fields[9],
    };

    internal void CopyTo(Span<long> fields) =>
        (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8], fields[9]) =
        (Expected, InSource, Extracted, Valid, Coded, Uncheckable, Plausible, Doubtful, Recent, Usable);

    private static long One(QualityFlags flags, QualityFlags flag) => (flags & flag) != 0 ? 1 : 0;

    private static QualityCounts Merge(in QualityCounts left, in QualityCounts right, int sign) => new()
    {
        Expected = left.Expected + (sign * right.Expected), InSource = left.InSource + (sign * right.InSource),
        Extracted = left.Extracted + (sign * right.Extracted), Valid = left.Valid + (sign * right.Valid), Coded = left.Coded + (sign * right.Coded),
        Uncheckable = left.Uncheckable + (sign * right.Uncheckable), Plausible = left.Plausible + (sign * right.Plausible),
        Doubtful = left.Doubtful + (sign * right.Doubtful), Recent = left.Recent + (sign * right.Recent), Usable = left.Usable + (sign * right.Usable),
    };
}
