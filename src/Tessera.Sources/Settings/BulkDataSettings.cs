using Tessera.Fhir.Definitions;
using Tessera.Sources.BulkData;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Settings;

/// <summary>Reads the settings of a Bulk Data export.</summary>
internal static class BulkDataSettings
{
    public static BulkDataSource? Open(SettingsNode settings, MappingProblems problems, FhirDefinitions definitions, ResourceIds ids)
    {
        var lift = FhirSourceSettings.Lift(settings, definitions, problems);
        var source = FhirSourceSettings.SourceId(settings, lift, null);
        var address = settings.Required("url", "the base address of the server") is null ? null : settings.Address("url");
        var folder = settings.Path("folder");
        if (folder is null) settings.Refuse("folder", "'folder' is missing: where the files are kept until they are read");
        var options = new BulkDataOptions(source ?? "", address ?? new Uri("https://nowhere.invalid"), folder ?? "")
        {
            Group = settings.Text("group"),
            WholeServer = settings.Chosen("level", "patient", "patient", "system") == "system",
            Types = settings.Texts("types"),
            Incremental = settings.Chosen("incremental", "true", "true", "false") == "true",
            Overlap = TimeSpan.FromMinutes(settings.Number("overlapMinutes", 10, 0, 7 * 24 * 60)),
            LongestExport = TimeSpan.FromHours(settings.Number("longestHours", 24, 1, 24 * 14)),
            Concurrency = settings.Number("concurrency", 3, 1, 32),
            Lift = lift,
            Remote = FhirSourceSettings.Remote(settings),
        };
        settings.Finish("key of a Bulk Data source");
        foreach (var type in options.Types)
            if (definitions.Type(type) is not { Kind: FhirTypeKind.Resource }) settings.Refuse("types", $"'{type}' is no type of resource");
        if (options.Group is not null && options.WholeServer) settings.Refuse("level", "a group is exported by patient");
        return problems.AreNone ? new BulkDataSource(options, definitions, ids) : null;
    }
}
