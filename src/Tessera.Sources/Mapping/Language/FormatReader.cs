using System.Globalization;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads how files are written: that of a table, else that of the whole mapping.</summary>
internal static class FormatReader
{
    private const int EarliestCentury = 1850;
    private const int LatestCentury = 2000;

    internal static readonly string[] Keys = ["delimiter", "encoding", "decimal", "grouping", "dates", "centuryFrom"];

    public static FileSettings Read(YamlMappingNode root, YamlMappingNode table, MappingProblems problems) => Columns(Apply(Apply(new FileSettings(), root, problems), table, problems), table);

    // What a table says of its columns counts before what is said of all.
    private static FileSettings Columns(FileSettings settings, YamlMappingNode table)
    {
        if (MappingText.Node(table, "dates") is not { } node) return settings;
        var formats = new Dictionary<string, IReadOnlyList<string>>(settings.DateFormats, StringComparer.OrdinalIgnoreCase);
        if (node is YamlMappingNode columns)
            foreach (var column in columns.Children.Keys.Select(MappingText.Of)) formats[column] = MappingText.Values(columns, column);
        else formats[""] = MappingText.Values(table, "dates");
        return settings with { DateFormats = formats };
    }

    private static FileSettings Apply(FileSettings settings, YamlMappingNode owner, MappingProblems problems)
    {
        if (MappingText.Node(owner, "format") is not { } node) return settings;
        if (node is not YamlMappingNode format)
        {
            problems.Add(node, "'format' needs delimiter, encoding, decimal, grouping, dates or centuryFrom below it");
            return settings;
        }

        foreach (var key in format.Children.Keys)
            if (!Keys.Contains(MappingText.Of(key))) problems.Unknown(key, "key of a format", MappingText.Of(key), Keys);
        if (MappingText.Value(format, "delimiter") is { } delimiter) settings = settings with { Format = settings.Format with { Delimiter = delimiter is "tab" or "\\t" ? '\t' : delimiter[0] } };
        settings = Numbers(settings, format, problems);
        if (MappingText.Values(format, "dates") is { Count: > 0 } dates) settings = settings with { DateFormats = new Dictionary<string, IReadOnlyList<string>> { [""] = dates } };
        if (MappingText.Node(format, "centuryFrom") is { } century) settings = Century(settings, century, problems);
        if (MappingText.Value(format, "encoding") is { } name) settings = Encoded(settings, name, MappingText.Node(format, "encoding")!, problems);
        return settings;
    }

    private static FileSettings Numbers(FileSettings settings, YamlMappingNode format, MappingProblems problems)
    {
        if (MappingText.Node(format, "decimal") is { } sign)
        {
            if (MappingText.Of(sign) is "." or ",") settings = settings with { DecimalSign = MappingText.Of(sign)[0], Grouping = null };
            else problems.Add(sign, $"'{MappingText.Of(sign)}' is no decimal sign", "Write decimal: \",\" or decimal: \".\".");
        }

        if (MappingText.Node(format, "grouping") is not { } between) return settings;
        if (MappingText.Of(between) is "." or "," or " " or "'" && MappingText.Of(between)[0] is var group && group != settings.DecimalSign) return settings with { Grouping = group };
        problems.Add(between, $"'{MappingText.Of(between)}' is no sign between thousands beside the decimal sign '{settings.DecimalSign}'", "Write grouping: \".\", \",\", \" \" or \"'\"; it is not the decimal sign.");
        return settings;
    }

    private static FileSettings Century(FileSettings settings, YamlNode year, MappingProblems problems)
    {
        if (int.TryParse(MappingText.Of(year), NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from is >= EarliestCentury and <= LatestCentury) return settings with { CenturyFrom = from };
        problems.Add(year, $"'{MappingText.Of(year)}' is not a year from {EarliestCentury} to {LatestCentury}", "centuryFrom is the first of the hundred years that years with two digits lie in: with 1930, 30 is 1930 and 29 is 2029.");
        return settings;
    }

    private static FileSettings Encoded(FileSettings settings, string name, YamlNode place, MappingProblems problems)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return settings with { Format = settings.Format with { Encoding = encoding } };
        }
        catch (ArgumentException)
        {
            problems.Add(place, $"'{name}' is not an encoding", "Use utf-8, windows-1252, iso-8859-1, utf-16.");
            return settings;
        }
    }
}
