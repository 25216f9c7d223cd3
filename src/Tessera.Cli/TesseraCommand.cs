using System.CommandLine;
using Tessera.Cli.About;
using Tessera.Cli.Auditing;
using Tessera.Cli.Care;
using Tessera.Cli.Checking;
using Tessera.Cli.Codes;
using Tessera.Cli.Doctor;
using Tessera.Cli.Import;
using Tessera.Cli.Mappings;
using Tessera.Cli.Patients;
using Tessera.Cli.Quality;
using Tessera.Cli.Reindexing;
using Tessera.Cli.Servers;
using Tessera.Cli.Serving;
using Tessera.Cli.Settings;
using Tessera.Cli.Setup;
using Tessera.Cli.Synthetic;
using Tessera.Cli.Terminal;
using Tessera.Cli.Terminology;

namespace Tessera.Cli;

/// <summary>The list of commands.</summary>
internal static class TesseraCommand
{
    public static RootCommand Build(CommandTerminal terminal, Interruption interruption)
    {
        var root = new RootCommand("Tessera turns what a cancer centre records into valid mCODE FHIR, keeps it and serves it.")
        {
            DemoCommand.Build(terminal, interruption),
            InitCommand.Build(terminal),
            MappingCommand.Build(terminal),
            PackagesCommand.Build(terminal),
            TerminologyCommand.Build(terminal),
            ExtractCommand.Build(terminal),
            ValidateCommand.Build(terminal),
            FhirPathCommand.Build(terminal),
            LoadCommand.Build(terminal),
            ExportCommand.Build(terminal),
            SynthCommand.Build(terminal),
            ServeCommand.Build(terminal, interruption),
            CheckCommand.Build(terminal),
            JourneyCommand.Build(terminal),
            QualityCommand.Build(terminal),
            ReindexCommand.Build(terminal),
            QuarantineCommand.Build(terminal),
            CodesCommand.Build(terminal),
            BackupCommand.Build(terminal),
            RestoreCommand.Build(terminal),
            VerifyCommand.Build(terminal),
            AuditCommand.Build(terminal),
            DoctorCommand.Build(terminal),
            ConfigShowCommand.Build(terminal),
            VersionCommand.Build(terminal),
        };
        root.Options.Add(CommandSettings.ConfigOption);
        root.Options.Add(CommandSettings.NoInputOption);
        return root;
    }
}
