using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Oncology.Journeys;
using Tessera.Store;

namespace Tessera.Cli.Patients;

/// <summary><c>journey</c>: one patient's story.</summary>
internal sealed class JourneyCommand(CommandTerminal terminal)
{
    private readonly Argument<string> patient = new("PATIENT") { Description = "The patient's id in the store, such as Patient/17 or 17" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new JourneyCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("journey", "Tell one patient's story: facts with where they are from, contradictions, what is not known") { patient, Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Tell(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Tell(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var id = parse.GetValue(patient)!;
        if (id.StartsWith("Patient/", StringComparison.Ordinal)) id = id["Patient/".Length..];
        var access = new Access(Environment.UserName) { Disclosures = new Disclosures() };
        if (await node.Journeys.Find(access, id, cancel) is not { } journey)
            return terminal.Refuse(ExitCode.Unreadable, "There is no such patient in the store.", "The id is that of the Patient resource, not a number of the hospital.");
        await node.Audit.Record(access, AuditAction.Read, "tessera journey", "Patient", 200);
        if (parse.GetValue(json)) terminal.WriteJson(writer => JourneyJson.Write(writer, journey));
        else terminal.Data.Write(System.Text.Encoding.UTF8.GetBytes(JourneyText.Of(journey)));
        return ExitCode.Ok;
    }
}
