namespace Tessera.Fhir.Terminology.Releases;

/// <summary>What is wrong in a release that could be read: the first findings in words, of the others their number.</summary>
internal sealed class Findings
{
    private const int MostTold = 20;
    private readonly List<Issue> told = [];

    public int Count { get; private set; }

    public void Add(string file, int line, string message, string fix)
    {
        if (Count++ < MostTold) told.Add(new Issue(IssueSeverity.Error, IssueType.Invalid, "", $"{Place(file, line)}: {message}.") { Fix = fix, Line = line });
    }

    public IReadOnlyList<Issue> All => Count <= MostTold ? told : [.. told, new Issue(IssueSeverity.Error, IssueType.Invalid, "", $"There are {Count - MostTold:N0} more findings like these.")];

    /// <summary>A file, and a line of it when that is known.</summary>
    public static string Place(string file, int line) => line > 0 ? $"{file}, line {line}" : file;
}
