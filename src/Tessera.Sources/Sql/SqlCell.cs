using System.Data.Common;
using System.Globalization;

namespace Tessera.Sources.Sql;

/// <summary>Values of a database as the cells of a row: the same text whatever the machine's language.</summary>
internal static class SqlCell
{
    /// <summary>Why a value is none that a cell can hold.</summary>
    public const string Beyond = "is infinite, no number, or beyond what can be read";

    private const string NoText = "has bytes that are not text";
    private const string HasBar = "is a list with a bar in one of its items, and bars stand between them";
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    // How PostgreSQL counts days.
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>The text of a value; empty for null.</summary>
    /// <param name="value">As the driver gives it.</param>
    /// <param name="decimalSign">The sign that the mapping expects in numbers.</param>
    /// <param name="problem">Set where the value is none that a cell can hold.</param>
    public static string Text(object value, char decimalSign, ref string? problem)
    {
        switch (value)
        {
            case DBNull: return "";
            case string text: return Clean(text, ref problem);
            case bool flag: return flag ? "true" : "false";
            // The driver gives an infinite time as the first or the last that there is.
            case DateTime time when time == DateTime.MaxValue || time == DateTime.MinValue:
            case DateOnly day when day == DateOnly.MaxValue || day == DateOnly.MinValue:
            case double number when !double.IsFinite(number):
            case float small when !float.IsFinite(small):
                problem = Beyond;
                return "";
            case DateOnly day: return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            // A time of no stated zone stays one: the mapping says whose it is.
            case DateTime { Kind: DateTimeKind.Utc } time: return time.ToString(Local + "'Z'", CultureInfo.InvariantCulture);
            case DateTime time: return time.ToString(Local, CultureInfo.InvariantCulture);
            case DateTimeOffset time: return time.ToString(Local + "zzz", CultureInfo.InvariantCulture);
            case TimeOnly time: return time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
            case TimeSpan time: return time.ToString("c", CultureInfo.InvariantCulture);
            case decimal or double or float: return Number(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), decimalSign);
            case byte[] bytes: return Convert.ToBase64String(bytes);
            case Array many: return List(many, decimalSign, ref problem);
            case IFormattable other: return other.ToString(null, CultureInfo.InvariantCulture);
            default: return Clean(value.ToString() ?? "", ref problem);
        }
    }

    /// <summary>The text of a day of PostgreSQL. The driver gives an infinite one as the last of the calendar, which others write to mean that no
    /// end is known: only the number behind it tells them apart.</summary>
    public static string Day(DbDataReader reader, int column, ref string? problem)
    {
        if (reader.IsDBNull(column)) return "";
        var days = reader.GetFieldValue<int>(column);
        if (days is not (int.MaxValue or int.MinValue)) return FirstDay.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        problem = Beyond;
        return "";
    }

    // As lists in a cell: between bars.
    private static string List(Array many, char decimalSign, ref string? problem)
    {
        var items = new List<string>(many.Length);
        foreach (var one in many)
        {
            var item = Text(one ?? DBNull.Value, decimalSign, ref problem);
            if (item.Contains('|', StringComparison.Ordinal)) problem = HasBar;
            items.Add(item);
        }

        return string.Join('|', items);
    }

    // As in files: what was no text when it was read, or when it was written.
    private static string Clean(string text, ref string? problem)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal)) problem = NoText;
        return text.Trim();
    }

    private static string Number(string text, char decimalSign) => decimalSign == '.' ? text : text.Replace('.', decimalSign);
}
