using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tessera.Oncology.Mcode;
using Tessera.Oncology.Quality;

namespace Tessera.Web.Pages.Quality;

/// <summary>What of the quality report is shown. It is the whole state of the page: its address says it all, and stays good.</summary>
public sealed record QualityQuery
{
    /// <summary>Which list of elements.</summary>
    public ElementList List { get; init; }

    /// <summary>Only elements of this group, or null for all.</summary>
    public McodeGroup? Group { get; init; }

    /// <summary>Only what this source contributed, or null for all; empty for what came without one.</summary>
    public string? Source { get; init; }

    /// <summary>Whether elements that are usable everywhere are left out.</summary>
    public bool OnlyGaps { get; init; }

    /// <summary>The element that is looked at, or null for the list.</summary>
    public string? Element { get; init; }

    /// <summary>Which patients of the element are listed.</summary>
    public QualityLack Lack { get; init; }

    /// <summary>Id of the last patient of the page before, or empty.</summary>
    public string After { get; init; } = "";

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => Group is not null || Source is not null || OnlyGaps;

    /// <summary>The address of the page that shows this.</summary>
    public string Address => "/quality" + Text;

    /// <summary>The address of the same as a file.</summary>
    /// <param name="extension"><c>json</c> or <c>csv</c>.</param>
    public string FileAddress(string extension) => $"/quality/report.{extension}{(this with { After = "", Lack = default, Group = null, OnlyGaps = false, List = default }).Text}";

    private string Text
    {
        get
        {
            var query = new QueryBuilder();
            if (List != default) query.Add("list", "stu4");
            if (Group is { } group) query.Add("group", group.ToString().ToLowerInvariant());
            if (Source is not null) query.Add("source", Source);
            if (OnlyGaps) query.Add("gaps", "1");
            if (Element is not null) query.Add("element", Element);
            if (Lack != default) query.Add("lack", Lack.ToString().ToLowerInvariant());
            if (After.Length > 0) query.Add("after", After);
            return query.ToString();
        }
    }

    /// <summary>Reads an address; what cannot be understood is as if it were not there.</summary>
    internal static QualityQuery Read(IQueryCollection query) => new()
    {
        List = query["list"] == "stu4" ? ElementList.Stu4 : ElementList.Stu1,
        Group = Named<McodeGroup>(query["group"]),
        Source = query.TryGetValue("source", out var source) ? source.ToString() : null,
        OnlyGaps = query["gaps"] == "1",
        Element = query["element"].ToString() is { Length: > 0 } element ? element : null,
        Lack = Named<QualityLack>(query["lack"]) ?? default,
        After = query["after"].ToString(),
    };

    private static T? Named<T>(string? text) where T : struct, Enum =>
        text?.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
