using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Search.Content;

/// <summary>Decides a condition on extracted values, by the rules that databases print as SQL.</summary>
internal static class EntryTest
{
    public static bool Holds(SearchExpression expression, IndexEntries entries) => expression switch
    {
        AllOf all => all.Parts.All(part => Holds(part, entries)),
        AnyOf any => any.Parts.Any(part => Holds(part, entries)),
        TokenMatch token => entries.Tokens.Exists(entry => entry.Parameter == token.Parameter && Same(token, entry)),
        StringMatch text => entries.Strings.Exists(entry => entry.Parameter == text.Parameter && Same(text, entry.Text)),
        UriMatch uri => entries.Uris.Exists(entry => entry.Parameter == uri.Parameter && entry.Uri == uri.Uri),
        ReferenceMatch reference => entries.References.Exists(entry => entry.Parameter == reference.Parameter && Same(reference, entry)),
        DateMatch date => entries.Dates.Exists(entry => entry.Parameter == date.Parameter && Related(date.Prefix, date.Range, entry.Range)),
        NumberMatch number => entries.Numbers.Exists(entry => entry.Parameter == number.Parameter && Related(number.Prefix, number.Range, entry.Value, entry.Value)),
        QuantityMatch quantity => entries.Quantities.Exists(entry => entry.Parameter == quantity.Parameter && Same(quantity, entry)),
        _ => throw new InvalidOperationException($"no test for {expression.GetType().Name}"),
    };

    private static bool Same(TokenMatch token, TokenEntry entry) =>
        (token.System is null || token.System == entry.System) && (token.Code is null || string.Equals(token.Code, entry.Code, StringComparison.OrdinalIgnoreCase));

    private static bool Same(StringMatch text, string value) => text.Comparison switch
    {
        TextComparison.Exact => value == text.Text,
        TextComparison.Contains => SearchText.Fold(value).Contains(SearchText.Fold(text.Text), StringComparison.Ordinal),
        _ => SearchText.Fold(value).StartsWith(SearchText.Fold(text.Text), StringComparison.Ordinal),
    };

    private static bool Same(ReferenceMatch reference, ReferenceEntry entry) =>
        reference.Url is { } url ? entry.Url == url : entry.Id == reference.Id && reference.Types.Contains(entry.Type);

    private static bool Same(QuantityMatch quantity, QuantityEntry entry)
    {
        if (quantity.Unit is not { } unit) return Related(quantity.Prefix, quantity.Range, entry.Low, entry.High);
        if (entry.Code == unit && (quantity.System is null || quantity.System == entry.System)) return Related(quantity.Prefix, quantity.Range, entry.Low, entry.High);
        if (quantity.System is null) return entry.Unit == unit && Related(quantity.Prefix, quantity.Range, entry.Low, entry.High);
        return entry.System == UcumConversion.System && quantity.System == UcumConversion.System
            && UcumConversion.Between(unit, entry.Code) is { } conversion && Related(quantity.Prefix, conversion.Convert(quantity.Range), entry.Low, entry.High);
    }

    // https://hl7.org/fhir/R4/search.html#prefix: a number is a range only to be equal to.
    private static bool Related(SearchPrefix prefix, DecimalRange range, double low, double high) => prefix switch
    {
        SearchPrefix.Equal => low >= range.Low && high < range.High,
        SearchPrefix.NotEqual => !(low >= range.Low && high < range.High),
        SearchPrefix.Approximate => low < range.High && high >= range.Low,
        SearchPrefix.Greater => high > range.Value,
        SearchPrefix.GreaterOrEqual => high >= range.Value,
        SearchPrefix.Less => low < range.Value,
        SearchPrefix.LessOrEqual => low <= range.Value,
        SearchPrefix.StartsAfter => low > range.Value,
        _ => high < range.Value,
    };

    private static bool Related(SearchPrefix prefix, DateRange range, DateRange value) => prefix switch
    {
        SearchPrefix.Equal => IsWithin(value, range),
        SearchPrefix.NotEqual => !IsWithin(value, range),
        SearchPrefix.Greater => value.High > range.High,
        SearchPrefix.Less => value.Low < range.Low,
        SearchPrefix.GreaterOrEqual => value.High > range.High || IsWithin(value, range),
        SearchPrefix.LessOrEqual => value.Low < range.Low || IsWithin(value, range),
        SearchPrefix.StartsAfter => value.Low >= range.High,
        SearchPrefix.EndsBefore => value.High <= range.Low,
        _ => value.Low < range.High && value.High > range.Low,
    };

    private static bool IsWithin(DateRange value, DateRange range) => value.Low >= range.Low && value.High <= range.High;
}
