using System.Globalization;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages;

/// <summary>Numbers, dates and names as pages write them.</summary>
internal static class Wording
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = ",", NumberDecimalDigits = 0 };

    public static string Number(long number) => number.ToString("N0", Grouped);

    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>A share in per cent with one decimal; what is neither none nor all is never written as 0 or 100.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole == 0) return "–";
        var share = 100.0 * part / whole;
        if (part > 0 && share < 0.1) return "< 0.1 %";
        if (part < whole && share > 99.9) return "> 99.9 %";
        return string.Create(CultureInfo.InvariantCulture, $"{share:0.#} %");
    }

    public static string Seconds(double seconds) => seconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min");

    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment near now in the words one would use: <c>today 06:12</c>, else its date and time.</summary>
    public static string Recent(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo zone)
    {
        var then = TimeZoneInfo.ConvertTime(moment, zone);
        var days = (TimeZoneInfo.ConvertTime(now, zone).Date - then.Date).Days;
        var time = then.ToString("HH:mm", CultureInfo.InvariantCulture);
        return days switch { 0 => $"today {time}", 1 => $"yesterday {time}", _ => Moment(moment, zone) };
    }

    /// <summary>A FHIR date, as precise as it is: <c>2020</c>, <c>Jul 2020</c>, <c>12 Jul 2020</c>.</summary>
    public static string Date(string date)
    {
        if (!ClinicalDate.IsDate(date)) return date;
        var day = new ClinicalDate(date, null).First;
        return date.Length switch
        {
            4 => date,
            < 10 => day.ToString("MMM yyyy", CultureInfo.InvariantCulture),
            _ => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    public static string Date(ClinicalDate date)
    {
        if (date.End is null || date.End == date.Start) return Date(date.Start);
        return date.Start.Length == 0 ? $"until {Date(date.End)}" : Date(date.Start) == Date(date.End) ? Date(date.Start) : $"{Date(date.Start)} – {Date(date.End)}";
    }

    public static string Group(McodeGroup group) => group switch { McodeGroup.Labs => "Labs and vitals", _ => group.ToString() };

    /// <summary>The mark of a group: the same everywhere, so that colour never stands alone.</summary>
    public static string Mark(McodeGroup group) => group switch
    {
        McodeGroup.Patient => "■",
        McodeGroup.Disease => "◆",
        McodeGroup.Genomics => "⬢",
        McodeGroup.Labs => "●",
        McodeGroup.Treatment => "▬",
        _ => "▲",
    };

    public static string Class(McodeGroup group) => group.ToString().ToLowerInvariant();

    /// <summary>A message as a sentence: with a capital and a full stop.</summary>
    public static string Sentence(string message) => message.Length == 0 ? "" :
        $"{char.ToUpperInvariant(message[0])}{message[1..]}{(message[^1] is '.' or '?' or '!' ? "" : ".")}";

    /// <summary><c>bodySite</c> as <c>Body site</c>.</summary>
    public static string Label(string element)
    {
        var words = new System.Text.StringBuilder(element.Length + 8);
        for (var i = 0; i < element.Length; i++)
        {
            if (i == 0) words.Append(char.ToUpperInvariant(element[i]));
            else if (char.IsUpper(element[i]) && !char.IsUpper(element[i - 1])) words.Append(' ').Append(char.ToLowerInvariant(element[i]));
            else words.Append(element[i] is '-' or '_' ? ' ' : element[i]);
        }

        return words.ToString();
    }
}
