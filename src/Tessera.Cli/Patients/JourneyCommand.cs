using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
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
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!File.Exists(address.Path)) return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {settings[Setting.Store].Text}.", "Name it with --store.");
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        return await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings), node => Tell(parse, node, cancel), cancel);
    }

    private async Task<ExitCode> Tell(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var id = parse.GetValue(patient)!;
        if (id.StartsWith("Patient/", StringComparison.Ordinal)) id = id["Patient/".Length..];
        if (await node.Journeys.Find(Access.Everything, id, cancel) is not { } journey)
            return terminal.Refuse(ExitCode.Unreadable, "There is no such patient in the store.", "The id is that of the Patient resource, not a number of the hospital.");
        if (parse.GetValue(json)) terminal.WriteJson(writer => JourneyJson.Write(writer, journey));
        else terminal.Data.Write(System.Text.Encoding.UTF8.GetBytes(JourneyText.Of(journey)));
        return ExitCode.Ok;
    }
}
