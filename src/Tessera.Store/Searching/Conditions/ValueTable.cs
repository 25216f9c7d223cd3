namespace Tessera.Store.Searching.Conditions;

/// <summary>An index table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The column of whole-number keys, or empty.</param>
/// <param name="ByValue">The index that finds rows by value, for ranges by their low end.</param>
internal sealed record ValueTable(string Name, string Key, string ByValue)
{
    /// <summary>The index that finds ranges longer than <see cref="Short"/> by their high end; null for tables without ranges.</summary>
    public string? ByHighOfLong { get; init; }

    /// <summary>The length up to which a range is found by its low end alone: a day, a single number.</summary>
    public long Short { get; init; }

    public static ValueTable Token { get; } = new("index_token", "code", "index_token_value");

    public static ValueTable Uri { get; } = new("index_uri", "uri", "index_uri_value");

    public static ValueTable Reference { get; } = new("index_reference", "target", "index_reference_value");

    public static ValueTable Text { get; } = new("index_string", "", "index_string_value");

    public static ValueTable Date { get; } = new("index_date", "", "index_date_low") { ByHighOfLong = "index_date_long", Short = 86_400_000 };

    public static ValueTable Number { get; } = new("index_number", "", "index_number_value");

    public static ValueTable Quantity { get; } = new("index_quantity", "", "index_quantity_low") { ByHighOfLong = "index_quantity_long" };
}
