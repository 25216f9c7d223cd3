using System.Globalization;
using Tessera.Oncology.Mcode;
using Tessera.Web.Components;

namespace Tessera.Web.Language;

/// <summary>Numbers, dates and names as pages write them.</summary>
internal static class Wording
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = ",", NumberDecimalDigits = 0 };

    public static string Number(long number) => number.ToString("N0", Grouped);

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
    public static string Recent(this Texts texts, DateTimeOffset moment, PageShell page)
    {
        var then = TimeZoneInfo.ConvertTime(moment, page.Zone);
        var days = (TimeZoneInfo.ConvertTime(page.Now, page.Zone).Date - then.Date).Days;
        var time = then.ToString("HH:mm", CultureInfo.InvariantCulture);
        return days switch { 0 => texts["time.today", time], 1 => texts["time.yesterday", time], _ => Moment(moment, page.Zone) };
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

    /// <summary>A date or period in words.</summary>
    public static string Date(this Texts texts, ClinicalDate date)
    {
        if (date.End is null || date.End == date.Start) return Date(date.Start);
        return date.Start.Length == 0 ? texts["time.until", Date(date.End)] : Date(date.Start) == Date(date.End) ? Date(date.Start) : $"{Date(date.Start)} – {Date(date.End)}";
    }

    /// <summary>A place in a source: <c>staging.csv row 4</c>.</summary>
    public static string From(this Texts texts, string file, int? row) => row is null ? file : $"{file} {texts["source.row", row]}";

    /// <summary>Sources of codes by name.</summary>
    public static string Sources(this Texts texts, IEnumerable<string> sources) => string.Join(", ", sources.Select(source => source.Length == 0 ? texts["codes.no-source"] : source));

    /// <summary>The name of a group.</summary>
    public static string Group(this Texts texts, McodeGroup group) => texts[group switch
    {
        McodeGroup.Patient => "group.patient",
        McodeGroup.Disease => "group.disease",
        McodeGroup.Genomics => "group.genomics",
        McodeGroup.Labs => "group.labs",
        McodeGroup.Treatment => "group.treatment",
        _ => "group.outcome",
    }];

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
