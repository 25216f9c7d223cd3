using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tessera.Centre.Checks.Suites;

/// <summary>Reads suites from YAML. A suite is written by us, so that a fault in it is a bug and an exception.</summary>
internal static class SuiteReader
{
    private static readonly string[] CaseKeys = ["id", "title", "section", "advice", "oneOf", "needs", "given", "steps"];

    /// <summary>Reads a suite from the texts of its files. The first file tells its title; each tells the address that its sections begin with.</summary>
    /// <exception cref="FormatException">A file is not as the format has it; says where.</exception>
    public static CheckSuite Read(string name, IEnumerable<(string Name, string Text)> files)
    {
        var (title, writes) = ("", false);
        var cases = new List<CheckCase>();
        foreach (var (file, text) in files)
        {
            var root = Root(file, text);
            if (root.Optional("title") is { } words) title = words;
            writes |= root.Optional("writes") == "true";
            var sections = root.Optional("sections") ?? "";
            foreach (var item in root.List("cases")) cases.Add(Case(new YamlFields(file, item), sections));
        }

        if (cases.GroupBy(one => one.Id).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new FormatException($"{name}: two cases are called '{twice.Key}'");
        return new CheckSuite(name, title, writes, cases);
    }

    private static YamlFields Root(string file, string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return new YamlFields(file, yaml.Documents[0].RootNode);
        }
        catch (YamlException syntax)
        {
            throw new FormatException($"{file}, line {syntax.Start.Line}: {syntax.Message}", syntax);
        }
    }

    private static CheckCase Case(YamlFields fields, string sections)
    {
        fields.AllowOnly(CaseKeys);
        var section = fields.Text("section");
        return new CheckCase
        {
            Id = fields.Text("id"),
            Title = fields.Text("title"),
            Section = section.Contains("://", StringComparison.Ordinal) ? section : sections + section,
            Advice = fields.Optional("advice"),
            OneOf = fields.Optional("oneOf"),
            Needs = fields.Texts("needs") ?? [],
            Given = [.. fields.Children("given").Select(pair => KeyValuePair.Create(pair.Key, YamlJson.Write(pair.Value)))],
            Steps = [.. fields.List("steps").Select(step => StepReader.Read(fields.File, step))],
        };
    }
}
