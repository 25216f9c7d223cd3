using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Path.Values;

/// <summary>The unit of a quantity: a UCUM code or a calendar duration, with what is needed to compare and convert it.</summary>
internal sealed class PathUnit
{
    // A calendar duration equals the definite duration of UCUM up to weeks; years and months do not (http://hl7.org/fhirpath/N1/#time-valued-quantities).
    private static readonly (string Name, string Ucum, CalendarUnit Unit)[] Calendar =
    [
        ("year", "a", CalendarUnit.Year), ("month", "mo", CalendarUnit.Month), ("week", "wk", CalendarUnit.Week), ("day", "d", CalendarUnit.Day),
        ("hour", "h", CalendarUnit.Hour), ("minute", "min", CalendarUnit.Minute), ("second", "s", CalendarUnit.Second), ("millisecond", "ms", CalendarUnit.Millisecond),
    ];

    private readonly UcumUnit? ucum;

    private PathUnit(string code, bool isCalendar, CalendarUnit duration, UcumUnit? ucum) =>
        (Code, IsCalendar, Duration, this.ucum) = (code, isCalendar, duration, ucum);

    /// <summary>No unit.</summary>
    public static PathUnit One { get; } = OfUcum("1");

    public string Code { get; }

    public bool IsCalendar { get; }

    /// <summary>The span of time that can be added to dates, if it is one.</summary>
    public CalendarUnit Duration { get; }

    public UcumUnit? Ucum => ucum;

    public static PathUnit OfUcum(string code)
    {
        _ = UcumUnit.TryParse(code, out var ucum);
        var duration = CalendarUnit.None;
        foreach (var row in Calendar)
            if (row.Ucum == code && row.Unit > CalendarUnit.Month) duration = row.Unit;
        // The official tests write calendar words in quotes too: @1974-12-25 - 1 'month'.
        return ucum is null && TryCalendar(code, out var calendar) ? calendar : new PathUnit(code, false, duration, ucum);
    }

    /// <summary>A calendar keyword, in the singular or plural.</summary>
    public static bool TryCalendar(string word, out PathUnit unit)
    {
        foreach (var row in Calendar)
        {
            if (word != row.Name && !(word.Length == row.Name.Length + 1 && word[^1] == 's' && word.StartsWith(row.Name, StringComparison.Ordinal))) continue;
            _ = UcumUnit.TryParse(row.Ucum, out var ucum);
            unit = new PathUnit(row.Name, true, row.Unit, ucum);
            return true;
        }
        unit = null!;
        return false;
    }

    /// <summary>Whether values in the two units can be compared.</summary>
    public bool IsComparable(PathUnit other)
    {
        if (Code == other.Code && IsCalendar == other.IsCalendar) return true;
        if (ucum is null || other.ucum is null) return false;
        if (IsCalendar != other.IsCalendar && (IsLong || other.IsLong)) return false;
        return ucum.IsComparable(other.ucum);
    }

    private bool IsLong => IsCalendar && Duration is CalendarUnit.Year or CalendarUnit.Month;
}
