using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>RxNorm's table of names, RXNCONSO.RRF (https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html §12.4): the concepts of RxNorm's own
/// vocabulary. Relations between medicines (RXNREL.RRF) are not read.</summary>
internal static partial class RxNormRelease
{
    public const string Table = "RXNCONSO.RRF";

    /// <summary>A row has 18 columns, each closed with a bar.</summary>
    public const int Columns = 18;

    private const string Url = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private const byte Bar = (byte)'|';
    private static readonly ConceptProperty[] Properties = [ReleaseSystem.Inactive, new("TTY", null), new("SUPPRESS", null)];

    public static TerminologyRelease Read(ReleaseFiles files, ReleaseOptions options, Findings findings)
    {
        ReleaseSystem.ExpectSystem(options, Url, files.Name);
        // A release also holds what can currently be prescribed, in a smaller file of the same name.
        var file = files.IsSingle ? files.All[0] : files.Named(Table, "").MaxBy(found => found.Length)!;
        var concepts = new ConceptList(findings);
        var (names, others) = ReadNames(file, concepts);
        concepts.Check(file.Name);
        var version = ReleaseName().Match(files.Name) is { Success: true } match ? match.Groups[1].Value : "";
        var system = ReleaseSystem.Of(Url, version, "RxNorm", options, Properties, concepts.Concepts);
        return new("RxNorm, Rich Release Format", [new TerminologyPart(system, [])],
            $"{concepts.Concepts.Count:N0} concepts from {names:N0} names; {others:N0} names of other vocabularies were left out.");
    }

    private static (int Names, int Others) ReadNames(ReleaseFile file, ConceptList concepts)
    {
        using var lines = new TextLines(file);
        var (names, others, unnamed) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        while (lines.TryRead(out var line))
        {
            lines.Expect(line, Bar, Columns + 1);
            if (!Column(line, 11).SequenceEqual("RXNORM"u8))
            {
                others++;
                continue;
            }

            names++;
            var (code, type, text, suppress) = (Text(line, 0), Shared(line, 12), Text(line, 14), Shared(line, 16));
            // Other words for a concept have its number as well; the name of the concept itself is its text and says its kind.
            var isSynonym = type is "SY" or "TMSY" or "PSN" or "ET";
            if (concepts.Find(code) is { } known)
            {
                if (!isSynonym && unnamed.Remove(code)) known.Display = text;
                continue;
            }

            if (concepts.Add(code, text, file.Name, lines.Number) is not { } concept) continue;
            if (isSynonym) unnamed.Add(code);
            concept.AddProperty(0, suppress is "O" or "Y" ? "true" : "false");
            concept.AddProperty(1, type);
            concept.AddProperty(2, suppress);
        }

        return (names, others);
    }

    private static string Text(ReadOnlySpan<byte> line, int column) => Encoding.UTF8.GetString(Column(line, column));

    // A handful of values that a quarter of a million concepts have.
    private static string Shared(ReadOnlySpan<byte> line, int column) => Column(line, column).Length < 8 ? string.Intern(Text(line, column)) : Text(line, column);

    private static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> line, int column)
    {
        for (; column > 0; column--) TextLines.Next(ref line, Bar);
        return TextLines.Next(ref line, Bar);
    }

    [GeneratedRegex(@"^RxNorm_\w*?_(\d{8})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReleaseName();
}
