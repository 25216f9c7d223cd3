using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tessera.Centre.Verdicts;

namespace Tessera.Web.Pages.Validation;

/// <summary>What of the validation report is shown. It is the whole state of the page: its address says it all, and stays good.</summary>
public sealed record ValidationQuery
{
    private const int LastPage = 100_000;

    /// <summary>Only rules of this kind, or null for all.</summary>
    public FindingKind? Kind { get; init; }

    /// <summary>Only resources of this type, or null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Only rules of this profile, by the last part of its URL; <c>base</c> for those of no profile; null for all.</summary>
    public string? Profile { get; init; }

    /// <summary>Only resources of this source, or null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Only resources that this import wrote, or null for all.</summary>
    public long? Import { get; init; }

    /// <summary>The rule that is looked at, or null for the list of rules.</summary>
    public long? Rule { get; init; }

    /// <summary>Number of the page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => this with { Page = 0, Rule = null } != new ValidationQuery();

    /// <summary>The address of the page that shows this.</summary>
    public string Address => "/validation" + Text;

    /// <summary>The address of the same as JSON.</summary>
    public string JsonAddress => "/validation/report.json" + (this with { Page = 0, Rule = null }).Text;

    private string Text
    {
        get
        {
            var query = new QueryBuilder();
            if (Kind is { } kind) query.Add("answer", Code(kind));
            if (Type is not null) query.Add("type", Type);
            if (Profile is not null) query.Add("profile", Profile);
            if (Source is not null) query.Add("source", Source);
            if (Import is { } import) query.Add("import", import.ToString(CultureInfo.InvariantCulture));
            if (Rule is { } rule) query.Add("rule", rule.ToString(CultureInfo.InvariantCulture));
            if (Page > 0) query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
            return query.ToString();
        }
    }

    /// <summary>How an address and the JSON name a kind.</summary>
    public static string Code(FindingKind kind) => kind switch { FindingKind.Invalid => "invalid", FindingKind.Unchecked => "unchecked", _ => "advice" };

    /// <summary>The last part of a profile's URL; <c>base</c> for no profile.</summary>
    public static string NameOf(string? profile) => profile is null ? "base" : profile[(profile.LastIndexOf('/') + 1)..];

    /// <summary>Reads an address; what cannot be understood is as if it were not there.</summary>
    internal static ValidationQuery Read(IQueryCollection query) => new()
    {
        Kind = query["answer"].ToString() switch { "invalid" => FindingKind.Invalid, "unchecked" => FindingKind.Unchecked, "advice" => FindingKind.Advice, _ => null },
        Type = OrNull(query["type"]),
        Profile = OrNull(query["profile"]),
        Source = OrNull(query["source"]),
        Import = Number(query["import"]),
        Rule = Number(query["rule"]),
        Page = (int)Math.Min(Number(query["page"]) ?? 0, LastPage),
    };

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
