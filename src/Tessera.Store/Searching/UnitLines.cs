using System.Globalization;
using Tessera.Fhir.Search;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Store.Searching;

/// <summary>Says in SQL what a quantity is in the base units of UCUM, so that 5 g come after 400 mg. Of a unit that is not understood the number stays as
/// it was written. What a value becomes depends on its own unit alone: units that come between two pages change no order.</summary>
internal sealed class UnitLines
{
    private readonly List<(long Code, string Text)> lines = [];

    private UnitLines(IEnumerable<(long Code, string Unit)> units)
    {
        foreach (var (code, unit) in units)
            if (UcumUnit.TryParse(unit, out var known) && known.Line is { } line && line != (1, 1, 0))
                lines.Add((code, string.Create(CultureInfo.InvariantCulture, $"* {line.Times:R} / {line.Over:R} + {line.Plus:R}")));
    }

    /// <summary>Those of the units that the store has seen; none when nothing is ordered by a quantity.</summary>
    public static UnitLines Of(SeenCodes seen, IEnumerable<SearchQuery> queries) =>
        new(queries.Any(query => query.Sort.Any(sort => sort.Parameter.Type == SearchParameterType.Quantity)) ? seen.Units() : []);

    /// <summary>The number in a column of <c>index_quantity k</c>, in base units.</summary>
    public string InBase(string column) => lines.Count == 0 ? column : $"case k.code {string.Concat(lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"when {line.Code} then {column} * 1.0 {line.Text} ")))}else {column} end";
}
