using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Tessera.Centre.Checks.Suites;

/// <summary>Reads one step: a line such as <c>GET Patient/{p}</c>, or fields of which <c>do</c> is that line.</summary>
internal static class StepReader
{
    private static readonly string[] Keys =
        ["do", "headers", "body", "form", "raw", "status", "has", "expect", "finds", "includes", "ordered", "pages", "outcome", "valid", "keeps", "let", "as", "each", "unless", "why"];

    public static CheckStep Read(string file, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } line }) return Request(file, node, line);
        var fields = new YamlFields(file, node);
        fields.AllowOnly(Keys);
        var step = Request(file, node, fields.Text("do")) with
        {
            Headers = fields.Pairs("headers"),
            Statuses = [.. (fields.Texts("status") ?? []).Select(status => int.Parse(status, CultureInfo.InvariantCulture))],
            Has = fields.Pairs("has"),
            Expect = fields.Texts("expect") ?? [],
            Finds = fields.Texts("finds"),
            Includes = fields.Texts("includes"),
            Ordered = fields.Optional("ordered") == "true",
            Pages = fields.Optional("pages") == "true",
            Outcome = fields.Optional("outcome") is { } code ? code == "true" ? "" : code : null,
            Valid = fields.Optional("valid") is { } profile ? profile == "true" ? "" : profile : null,
            Keeps = fields.Optional("keeps"),
            Let = fields.Pairs("let"),
            As = fields.Optional("as"),
            Each = fields.Optional("each"),
            Unless = fields.Optional("unless"),
            Why = fields.Optional("why"),
        };
        if (fields.Node("body") is { } body) return step with { Body = YamlJson.Write(body), IsJson = true };
        if (fields.Optional("form") is { } form) return step with { Body = form, ContentType = "application/x-www-form-urlencoded" };
        return fields.Optional("raw") is { } raw ? step with { Body = raw } : step;
    }

    private static CheckStep Request(string file, YamlNode node, string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) throw new FormatException($"{file}, line {node.Start.Line}: a request is a method and a path, such as 'GET Patient/1'");
        return new CheckStep { Method = line[..space], Target = line[(space + 1)..].TrimStart('/') };
    }
}
