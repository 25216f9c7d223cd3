namespace Tessera.Store.Searching.Conditions;

/// <summary>An index table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The column of whole-number keys, or empty.</param>
/// <param name="ByValue">The index that finds rows by value, for ranges by their low end.</param>
/// <param name="ByHigh">The index that finds ranges by their high end, or the same one.</param>
internal sealed record ValueTable(string Name, string Key, string ByValue, string ByHigh)
{
    public static ValueTable Token { get; } = new("index_token", "code", "index_token_value", "index_token_value");

    public static ValueTable Uri { get; } = new("index_uri", "uri", "index_uri_value", "index_uri_value");

    public static ValueTable Reference { get; } = new("index_reference", "target", "index_reference_value", "index_reference_value");

    public static ValueTable Text { get; } = new("index_string", "", "index_string_value", "index_string_value");

    public static ValueTable Date { get; } = new("index_date", "", "index_date_low", "index_date_high");

    public static ValueTable Number { get; } = new("index_number", "", "index_number_value", "index_number_value");

    public static ValueTable Quantity { get; } = new("index_quantity", "", "index_quantity_low", "index_quantity_high");
}
