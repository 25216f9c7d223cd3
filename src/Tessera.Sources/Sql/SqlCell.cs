using System.Globalization;

namespace Tessera.Sources.Sql;

/// <summary>Values of a database as the cells of a row: the same text whatever the machine's language.</summary>
internal static class SqlCell
{
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    /// <summary>The text of a value; empty for null.</summary>
    /// <param name="value">As the driver gives it.</param>
    /// <param name="decimalSign">The sign that the mapping expects in numbers.</param>
    public static string Text(object value, char decimalSign) => value switch
    {
        DBNull => "",
        string text => text.Trim(),
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A time of no stated zone stays one: the mapping says whose it is.
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString(Local + "'Z'", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(Local, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString(Local + "zzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        decimal or double or float => Number(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), decimalSign),
        byte[] bytes => Convert.ToBase64String(bytes),
        // As lists in a cell: between bars.
        Array many => string.Join('|', many.Cast<object?>().Select(one => Text(one ?? DBNull.Value, decimalSign))),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.Trim() ?? "",
    };

    private static string Number(string text, char decimalSign) => decimalSign == '.' ? text : text.Replace('.', decimalSign);
}
