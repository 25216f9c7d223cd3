namespace Tessera.Oncology.Mcode;

/// <summary>When something was so or was done, as precisely as the record says: FHIR dates such as <c>2020</c>, <c>2020-07</c>, <c>2020-07-12</c>
/// or with a time, the end being null for a moment or while it goes on.</summary>
/// <param name="Start">The date, or the start of the period; empty when only the end is known.</param>
/// <param name="End">The end of the period, or null.</param>
public readonly record struct ClinicalDate(string Start, string? End)
{
    /// <summary>First day that may be meant.</summary>
    public DateOnly First => Start.Length > 0 ? Day(Start, last: false) : DateOnly.MinValue;

    /// <summary>Last day that may be meant.</summary>
    public DateOnly Last => Day(End ?? Start, last: true);

    /// <summary>Without the time of day: <c>2018-04-01</c>, <c>2018-08 – 2018-10</c>, <c>until 2019</c>.</summary>
    public override string ToString() =>
        Start.Length == 0 ? $"until {DayOf(End ?? "")}" : End is null || DayOf(End) == DayOf(Start) ? DayOf(Start) : $"{DayOf(Start)} – {DayOf(End)}";

    /// <summary>Whether any day from <paramref name="from"/> to <paramref name="to"/>, both included, may be meant.</summary>
    public bool Overlaps(DateOnly from, DateOnly to) => First <= to && Last >= from;

    /// <summary>Whether a text begins with a FHIR date.</summary>
    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length >= 4 && Number(text[..4]) > 0 && (text.Length == 4 || (text.Length >= 7 && text[4] == '-' && Number(text[5..7]) is >= 1 and <= 12 && (text.Length == 7 || IsDay(text))));

    private static string DayOf(string text) => text.Length > 10 ? text[..10] : text;

    private static bool IsDay(ReadOnlySpan<char> text) =>
        text.Length >= 10 && text[7] == '-' && Number(text[8..10]) is >= 1 and var day && day <= DateTime.DaysInMonth(Number(text[..4]), Number(text[5..7]));

    private static DateOnly Day(ReadOnlySpan<char> text, bool last)
    {
        if (!IsDate(text)) return last ? DateOnly.MaxValue : DateOnly.MinValue;
        var year = Number(text[..4]);
        var month = text.Length >= 7 ? Number(text[5..7]) : last ? 12 : 1;
        var day = text.Length >= 10 ? Number(text[8..10]) : last ? DateTime.DaysInMonth(year, month) : 1;
        return new DateOnly(year, month, day);
    }

    // Two or four digits; 0 when they are none. Every fact's date is read several times: bench journey pays for it.
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return 0;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
