using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tessera.Centre.PatientLists;

namespace Tessera.Web.Pages.Patients;

/// <summary>What of the list of patients is shown: the state of the page, and its address. What a person searched for is a name or a number
/// of a patient, so the address holds only the key under which this program remembers it for a while.</summary>
public sealed record PatientQuery
{
    /// <summary>How an address writes a value that is not recorded.</summary>
    private const string NotRecorded = "none";

    private const int LastPage = 100_000;

    private static readonly FrozenDictionary<PatientFacet, string> Names = new Dictionary<PatientFacet, string>
    {
        [PatientFacet.Cancer] = "cancer", [PatientFacet.Stage] = "stage", [PatientFacet.Sex] = "sex", [PatientFacet.Age] = "age", [PatientFacet.Vital] = "vital",
        [PatientFacet.Verdict] = "answer", [PatientFacet.Contradictions] = "contradictions", [PatientFacet.Source] = "source",
    }.ToFrozenDictionary();

    /// <summary>Which patients.</summary>
    public PatientFilter Filter { get; init; } = PatientFilter.None;

    /// <summary>The column they are sorted by.</summary>
    public PatientOrder Order { get; init; }

    /// <summary>Whether small values come first; null for what is usual with the column.</summary>
    public bool? Ascending { get; init; }

    /// <summary>The key of a remembered search, or null.</summary>
    public string? Find { get; init; }

    /// <summary>Number of the page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Whether small values come first.</summary>
    public bool IsAscending => Ascending ?? Order is not (PatientOrder.Contact or PatientOrder.Verdict or PatientOrder.Stage);

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => Filter.Chosen.Count > 0;

    /// <summary>The address of the page that shows this.</summary>
    public string Address
    {
        get
        {
            var query = new QueryBuilder();
            if (Find is not null) query.Add("find", Find);
            foreach (var (facet, values) in Filter.Chosen.OrderBy(pair => pair.Key))
            foreach (var value in values) query.Add(Names[facet], value.Length == 0 ? NotRecorded : value);
            if (Order != PatientOrder.Contact || Ascending is not null) query.Add("sort", Order.ToString().ToLowerInvariant());
            if (Ascending is { } ascending) query.Add("direction", ascending ? "up" : "down");
            if (Page > 0) query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
            return "/patients" + query;
        }
    }

    /// <summary>The first page of the patients that have one value of a facet.</summary>
    public static string AddressOf(PatientFacet facet, string value) => new PatientQuery { Filter = PatientFilter.None.With(facet, value) }.Address;

    /// <summary>The same with a value chosen, or no longer chosen when it was.</summary>
    public PatientQuery Toggle(PatientFacet facet, string value) => this with
    {
        Page = 0,
        Filter = Filter.With(facet, Filter[facet].Contains(value) ? [.. Filter[facet].Where(other => other != value)] : [.. Filter[facet], value]),
    };

    /// <summary>The same sorted by a column, or turned round when it was.</summary>
    public PatientQuery Sorted(PatientOrder order) => this with { Page = 0, Order = order, Ascending = order == Order ? !IsAscending : null };

    /// <summary>Reads an address; what cannot be understood is as if it were not there.</summary>
    internal static PatientQuery Read(IQueryCollection query)
    {
        var filter = PatientFilter.None;
        foreach (var (facet, name) in Names)
            if (query[name] is { Count: > 0 } values) filter = filter.With(facet, [.. values.Where(value => value is { Length: > 0 and < 200 }).Select(value => value == NotRecorded ? "" : value!).Distinct().Take(20)]);
        return new PatientQuery
        {
            Filter = filter,
            Order = Enum.TryParse<PatientOrder>(query["sort"], ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : PatientOrder.Contact,
            Ascending = query["direction"].ToString() switch { "up" => true, "down" => false, _ => null },
            Find = query["find"].ToString() is { Length: > 0 and <= 64 } find ? find : null,
            Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Min(page, LastPage) : 0,
        };
    }
}
