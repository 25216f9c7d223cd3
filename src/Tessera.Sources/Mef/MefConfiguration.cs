using System.Collections.Frozen;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Sources.Csv;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Mef;

/// <summary>A configuration JSON of the mCODE Extraction Framework, read as it is. Four further keys may stand in commonExtractorArgs or in
/// an extractor's constructorArgs, where MEF ignores them: <c>sourceId</c>, <c>timeZone</c>, <c>identifierSystem</c>, <c>dateFormats</c>.</summary>
internal sealed class MefConfiguration
{
    /// <summary>The id of a source that does not state one: the same records keep their ids whatever the file is called.</summary>
    public const string DefaultSourceId = "mef";

    /// <summary>What MEF itself uses, so that its users find their patients under the system they know.</summary>
    public const string DefaultIdentifierSystem = "http://example.com/system/mrn";

    private static readonly FrozenSet<string> MaskFields = FrozenSet.Create(
        "gender", "birthsex", "mrn", "name", "address", "birthDate", "language", "ethnicity", "race");

    // Fields that no layout fills: masking them is done by not having them.
    private static readonly FrozenSet<string> AbsentFields = FrozenSet.Create(
        "telecom", "multipleBirth", "photo", "contact", "generalPractitioner", "managingOrganization", "link");

    private readonly ConfigurationReader reader;
    private readonly MefMapping mapping;
    private readonly List<MefExtractor> extractors = [];

    private MefConfiguration(ConfigurationReader reader, MefMapping mapping) => (this.reader, this.mapping) = (reader, mapping);

    public string PatientList { get; private set; } = "";

    public CsvFormat PatientListFormat { get; private set; } = new();

    public string SourceId { get; private set; } = DefaultSourceId;

    public string IdentifierSystem { get; private set; } = DefaultIdentifierSystem;

    public TimeZoneInfo? Zone { get; private set; }

    public IReadOnlyList<MefExtractor> Extractors => extractors;

    /// <summary>Reads a configuration.</summary>
    /// <returns>The configuration, or null when there is an error among the issues.</returns>
    public static MefConfiguration? Read(string path, MefMapping mapping, MefOptions options, List<Issue> issues)
    {
        if (ConfigurationReader.Open(path, issues) is not { } reader) return null;
        var configuration = new MefConfiguration(reader, mapping) { Zone = options.TimeZone };
        configuration.Read();
        return issues.Exists(issue => issue.Severity >= IssueSeverity.Error) ? null : configuration;
    }

    private void Read()
    {
        var common = reader.Object(reader.Root, "commonExtractorArgs");
        ReadCommon(common);
        var dataDirectory = reader.Text(common, "dataDirectory");
        if (reader.Required(reader.Root, "patientIdCsvPath") is { } list)
            PatientList = reader.ExistingFile(reader.Root["patientIdCsvPath"], list, dataDirectory) ?? "";
        if (PatientList.Length > 0) CheckPatientList();
        if (reader.Root["notificationInfo"] is { Exists: true } mail)
            reader.Warn(mail, "notificationInfo is not used: Tessera sends no mail", "Use the exit code of the run, or the run history of the node.");
        if (reader.Root["extractors"] is not { Kind: JsonKind.Array } list2)
        {
            reader.Error(reader.Root, "extractors is missing or not a list", "Give the list of extractors, as in MEF's csv.config.example.json.");
            return;
        }
        foreach (var entry in list2.Children) ReadExtractor(entry, common);
        extractors.Sort((first, second) => first.Order.CompareTo(second.Order));
        if (extractors.Count == 0) reader.Error(list2, "no extractor reads a file", "Add an extractor of a CSV file.");
    }

    // Without its column no row would be of a listed patient, and all would be left out.
    private void CheckPatientList()
    {
        using var table = CsvTable.Open(PatientList, PatientListFormat);
        if (!table.Header.Contains("mrn", StringComparer.OrdinalIgnoreCase))
            reader.Error(reader.Root["patientIdCsvPath"], "the list of patients has no column mrn", "Call the column with the patients' numbers mrn.");
    }

    private void ReadCommon(FhirNode common)
    {
        if (reader.Text(common, "sourceId") is { } id)
        {
            SourceId = id;
            if (!id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'))
                reader.Error(common["sourceId"], "sourceId has characters other than letters, digits, dot, hyphen and underscore", "Use a short name such as mef or tumour-board.");
        }
        if (reader.Text(common, "identifierSystem") is { } system) IdentifierSystem = system;
        if (reader.Text(common, "timeZone") is { } zone)
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) Zone = found;
            else reader.Error(common["timeZone"], "timeZone is not an IANA time zone", "Use a name such as Europe/Berlin or America/New_York.");
        }
        PatientListFormat = ReadFormat(common, default);
    }

    private void ReadExtractor(FhirNode entry, FhirNode common)
    {
        if (reader.Required(entry, "type") is not { } type) return;
        var arguments = reader.Object(entry, "constructorArgs");
        if (mapping.Find(type) is not { } found)
        {
            RefuseType(entry, type);
            return;
        }
        if (reader.Text(arguments, "url") is not null)
        {
            reader.NotSupported(arguments["url"], "reading a CSV file from a URL is not supported", "Download the file and name it with fileName.");
            return;
        }
        if (FilePath(entry, arguments, common) is not { } path) return;
        extractors.Add(new MefExtractor(found.Table.Layout, found.Order, path, new FileSettings
        {
            Format = ReadFormat(common, arguments),
            DateFormats = ReadDateFormats(arguments) ?? ReadDateFormats(common) ?? [],
            Values = new Dictionary<string, IReadOnlyList<string>>(found.Table.Settings.Values)
            {
                ["mask"] = [.. ReadMask(arguments["mask"])],
                ["site"] = Setting(arguments, common, "clinicalSiteID"),
                ["siteSystem"] = Setting(arguments, common, "clinicalSiteSystem"),
            },
        }));
    }

    private string[] Setting(FhirNode arguments, FhirNode common, string key) => (reader.Text(arguments, key) ?? reader.Text(common, key)) is { } text ? [text] : [];

    private void RefuseType(FhirNode entry, string type)
    {
        if (type.StartsWith("FHIR", StringComparison.Ordinal) || type.StartsWith("MCODE", StringComparison.Ordinal))
            reader.NotSupported(entry["type"], $"{type} reads a FHIR server, which is not supported: its data are left out", "Export the data as CSV, or load them with tessera load.");
        else reader.Error(entry["type"], "there is no such extractor", $"Use one of: {string.Join(", ", mapping.Extractors)}.");
    }

    private string? FilePath(FhirNode entry, FhirNode arguments, FhirNode common)
    {
        if (reader.Text(arguments, "filePath") is { } path) return reader.ExistingFile(arguments["filePath"], path, null);
        var directory = reader.Text(arguments, "dataDirectory") ?? reader.Text(common, "dataDirectory");
        if (reader.Text(arguments, "fileName") is { } name) return reader.ExistingFile(arguments["fileName"], name, directory);
        reader.Error(arguments.Exists ? arguments : entry, "the extractor names no file", "Give fileName (in dataDirectory) or filePath in constructorArgs.");
        return null;
    }

    // MEF hands csvParse.options to csv-parse. What it needs there to read well is the default here.
    private CsvFormat ReadFormat(FhirNode common, FhirNode arguments)
    {
        var format = new CsvFormat();
        foreach (var options in new[] { common["csvParse"]["options"], arguments["csvParse"]["options"] })
        {
            if (!options.Exists) continue;
            foreach (var option in options.Children)
            {
                if (option.Name == "delimiter" && option.ToText() is { Length: 1 } delimiter) format = format with { Delimiter = delimiter[0] };
                else if (option.Name == "encoding" && Encodings.Find(option.ToText()) is { } encoding) format = format with { Encoding = encoding };
                else if (option.Name is not ("bom" or "skip_empty_lines" or "skip_lines_with_empty_values" or "skip_records_with_empty_values" or "trim" or "relax_column_count"))
                    reader.Warn(option, $"the csv-parse option {option.Name} is not used", "Remove it, or export the file with commas, double quotes and UTF-8.");
            }
        }
        return format;
    }

    private Dictionary<string, IReadOnlyList<string>>? ReadDateFormats(FhirNode arguments)
    {
        if (arguments["dateFormats"] is not { Exists: true } stated) return null;
        var formats = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (stated.Kind == JsonKind.Object)
            foreach (var column in stated.Children) formats[column.Name] = Patterns(column);
        else formats[""] = Patterns(stated);
        return formats;
    }

    private List<string> Patterns(FhirNode list)
    {
        var patterns = new List<string>();
        foreach (var item in list.Items)
        {
            var pattern = item.ToText();
            var complete = pattern.Contains("yyyy", StringComparison.Ordinal) && pattern.Contains('M', StringComparison.Ordinal) && pattern.Contains('d', StringComparison.Ordinal);
            if (!complete || pattern.Any(letter => char.IsAsciiLetter(letter) && letter is not ('y' or 'M' or 'd' or 'H' or 'm' or 's' or 'T')))
                reader.Error(item, "the date format is not one of yyyy, MM, dd, HH, mm and ss", "Write it as in dd.MM.yyyy or MM/dd/yyyy HH:mm.");
            patterns.Add(pattern);
        }
        return patterns;
    }

    private HashSet<string> ReadMask(FhirNode mask)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in mask.Items)
        {
            var field = item.ToText();
            if (field == "all" || (mask.Kind == JsonKind.String && field.Length > 0)) fields.UnionWith(MaskFields);
            else if (field == "genderAndSex") fields.UnionWith(["gender", "birthsex"]);
            else if (MaskFields.Contains(field)) fields.Add(field);
            else if (!AbsentFields.Contains(field))
                reader.Error(item, "there is no such field to mask", $"Use all, or some of: genderAndSex, {string.Join(", ", MaskFields.Order(StringComparer.Ordinal))}.");
        }
        return fields;
    }
}
