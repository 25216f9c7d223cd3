using System.Text;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Mef;

/// <summary>The fourteen layouts of MEF, read from the mapping beside this file (<c>Layouts/*.yaml</c>): a mapping like a centre's own.</summary>
internal sealed class MefMapping
{
    private const string Prefix = "Tessera.Sources.Mef.Layouts.";

    private readonly IReadOnlyList<TableMapping> tables;

    private MefMapping(IReadOnlyList<TableMapping> tables) => this.tables = tables;

    /// <summary>The extractors of files that MEF has.</summary>
    public IEnumerable<string> Extractors => tables.Select(table => $"CSV{table.Name}Extractor");

    /// <summary>Reads the mapping against the definitions.</summary>
    /// <exception cref="InvalidDataException">The definitions are not those that the mapping is written for, such as mCODE's.</exception>
    public static MefMapping Read(FhirDefinitions definitions)
    {
        var issues = new List<Issue>();
        var mapping = MappingFile.Read("mef", Texts(), definitions, issues);
        // What only a warning says of our own mapping is known here: it claims profiles of packages that a centre may add.
        return mapping is not null ? new MefMapping(mapping.Tables)
            : throw new InvalidDataException($"the mapping of MEF's layouts: {string.Join("; ", issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression}:{issue.Line}: {issue.Message}"))}");
    }

    /// <summary>The texts of the mapping: what all layouts share, then the groups of layouts.</summary>
    public static IEnumerable<(string Name, string Text)> Texts() => typeof(MefMapping).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => (name[Prefix.Length..], Text(name)));

    /// <summary>The layout of an extractor, with its place in the order of extraction; null when MEF has no such extractor of files.</summary>
    public (int Order, TableMapping Table)? Find(string extractor)
    {
        // The older name of the administrations.
        if (extractor == "CSVCancerRelatedMedicationExtractor") extractor = "CSVCancerRelatedMedicationAdministrationExtractor";
        for (var i = 0; i < tables.Count; i++)
            if (extractor == $"CSV{tables[i].Name}Extractor") return (i, tables[i]);
        return null;
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(MefMapping).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
