namespace Tessera.Conformance.Validator;

/// <summary>What we say of the suite's cases, kept in files beside this one: names, and for some a reason.</summary>
internal static class CaseList
{
    /// <summary>Cases that do not apply, each with what it would need or tests instead.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut => Read("left-out.tsv");

    /// <summary>Cases in which we answer otherwise, each with the part of the specification that decides.</summary>
    public static IReadOnlyDictionary<string, string> Differences => Read("differences.tsv");

    /// <summary>Cases that apply: those given as JSON, then those converted from XML.</summary>
    public static IReadOnlyDictionary<string, string> Applicable => Read("applicable.tsv");

    private static Dictionary<string, string> Read(string name)
    {
        using var stream = typeof(CaseList).Assembly.GetManifestResourceStream($"Tessera.Conformance.Validator.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }
}
