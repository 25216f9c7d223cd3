using System.Text.Json;
using Tessera.Centre.Projections;
using Tessera.Database;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.PatientLists;

/// <summary>Lists and counts patients by what their journeys and the verdicts on their records say. As fresh as the summaries are.</summary>
public sealed class PatientList
{
    // ?1 is this year; the values of a facet are bound as a JSON array, since SQLite binds no lists.
    private const string Year = "?1";

    private readonly SqliteDatabase database;

    internal PatientList(SqliteDatabase database) => this.database = database;

    /// <summary>How many patients a filter leaves.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="year">This year, from which ages are counted.</param>
    public long Count(PatientFilter filter, int year)
    {
        using var lease = database.Readers.RentSnapshot();
        var (where, values) = Where(filter, null, year);
        return lease.Connection.Long($"select count(*) from patient_summary s {where}", values) ?? 0;
    }

    /// <summary>How many patients each value of a facet has, most frequent first, with the filters of the other facets as they are.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Count(PatientFacet facet, PatientFilter filter, int year)
    {
        using var lease = database.Readers.RentSnapshot();
        var (where, values) = Where(filter, facet, year);
        var sql = facet == PatientFacet.Source
            ? $"""
              select r.source, count(distinct s.patient) from patient_summary s
              join patient_verdict v on v.patient = s.number and v.resources > 0 join import_run r on r.id = v.run {where} group by 1 order by 2 desc, 1
              """
            : $"select {Expression(facet)}, count(*) from patient_summary s {where} group by 1 order by 2 desc, 1";
        using var rows = lease.Connection.Query(sql, values);
        var counts = new List<KeyValuePair<string, long>>();
        while (rows.Step()) counts.Add(KeyValuePair.Create(rows.Text(0), rows.Long(1)));
        return counts;
    }

    /// <summary>The patients of a page.</summary>
    /// <param name="filter">Which patients.</param>
    /// <param name="sort">Their order.</param>
    /// <param name="ascending">Whether small values come first; what is not recorded comes last either way.</param>
    /// <param name="year">This year.</param>
    /// <param name="skip">How many to leave out at the start.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<ListedPatient> List(PatientFilter filter, PatientSort sort, bool ascending, int year, int skip, int count)
    {
        using var lease = database.Readers.RentSnapshot();
        var (where, values) = Where(filter, null, year);
        var key = Key(sort);
        var direction = ascending ? "asc" : "desc";
        using var rows = lease.Connection.Query(
            $"""
            select {PatientSummaries.Columns}, {Expression(PatientFacet.Verdict)} from patient_summary s {where}
            order by {key} is null or {key} = '', {key} {direction}, s.patient limit {count} offset {skip}
            """, values);
        var patients = new List<ListedPatient>();
        while (rows.Step()) patients.Add(new ListedPatient(PatientSummaries.Read(rows), VerdictOf(rows.Text(PatientSummaries.ColumnCount))));
        return patients;
    }

    private static (string Sql, SqlValue[] Values) Where(PatientFilter filter, PatientFacet? except, int year)
    {
        var parts = new List<string>();
        var values = new List<SqlValue> { (long)year };
        foreach (var (facet, chosen) in filter.Chosen)
        {
            if (facet == except || chosen.Count == 0) continue;
            values.Add(JsonSerializer.Serialize(chosen));
            var list = $"(select value from json_each(?{values.Count}))";
            parts.Add(facet == PatientFacet.Source
                ? $"exists (select 1 from patient_verdict f join import_run i on i.id = f.run where f.patient = s.number and f.resources > 0 and i.source in {list})"
                : $"{Expression(facet)} in {list}");
        }

        if (filter.Among is { } among)
        {
            values.Add(JsonSerializer.Serialize(among));
            parts.Add($"s.patient in (select value from json_each(?{values.Count}))");
        }

        // ?1 stands in the statement even where no age is asked for: a value that is bound must be used.
        return ($"where {Year} is not null{string.Concat(parts.Select(part => " and " + part))}", [.. values]);
    }

    private static string Expression(PatientFacet facet) => facet switch
    {
        PatientFacet.Cancer => "s.cancer",
        PatientFacet.Stage => "s.stage",
        PatientFacet.Sex => "s.sex",
        PatientFacet.Age => $"""
            case when s.birth_year is null then '' when {Year} - s.birth_year < 18 then '0-17' when {Year} - s.birth_year < 40 then '18-39'
            when {Year} - s.birth_year >= 80 then '80+' else (({Year} - s.birth_year) / 10 * 10) || '-' || (({Year} - s.birth_year) / 10 * 10 + 9) end
            """,
        PatientFacet.Vital => "case s.deceased when 1 then 'dead' when 0 then 'alive' else '' end",
        PatientFacet.Contradictions => "case when s.contradictions > 0 then 'yes' else 'no' end",
        // The numbers of the verdicts go from good to bad.
        PatientFacet.Verdict => """
            case (select max(v.verdict) from patient_verdict v where v.patient = s.number and v.resources > 0) when 0 then 'valid' when 2 then 'invalid' else 'unchecked' end
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, "has several values per patient"),
    };

    private static string Key(PatientSort sort) => sort switch
    {
        PatientSort.Cancer => "s.cancer_text",
        PatientSort.Stage => "nullif(s.stage, 'other')",
        PatientSort.Born => "s.birth_year",
        PatientSort.Verdict => "(select max(v.verdict) from patient_verdict v where v.patient = s.number and v.resources > 0)",
        _ => "s.last_contact",
    };

    private static Verdict VerdictOf(string code) => code switch { "valid" => Verdict.Valid, "invalid" => Verdict.Invalid, _ => Verdict.Unchecked };
}
