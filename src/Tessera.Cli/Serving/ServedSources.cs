using System.Diagnostics.CodeAnalysis;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Running;
using Tessera.Cli.Import;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Fhir.Definitions;

namespace Tessera.Cli.Serving;

/// <summary>What a configuration lets a server import by itself, and whom it tells.</summary>
internal sealed class ServedSources
{
    private readonly IReadOnlyList<ConfiguredSource> sources;
    private readonly WebhookSettings? webhook;

    private ServedSources(IReadOnlyList<ConfiguredSource> sources, WebhookSettings? webhook) => (this.sources, this.webhook) = (sources, webhook);

    /// <summary>Reads it and tells what is wrong.</summary>
    public static bool TryRead(
        CommandSettings settings, StoreAddress address, FhirDefinitions definitions, CommandTerminal terminal, [NotNullWhen(true)] out ServedSources? served)
    {
        served = null;
        if (settings.File is not { Sources.Count: > 0 } file)
        {
            served = new ServedSources([], null);
            return true;
        }

        if (!SourceList.TryConfigure(file, definitions, CentreFolder.Of(address).OpenIds(), terminal, out var sources)) return false;
        if (file.Webhook is { } webhook)
        {
            using var attempt = webhook.Make("", TimeProvider.System, out var problem);
            if (problem is not null)
            {
                terminal.Problem(problem, "openssl rand -hex 32 makes one.");
                return false;
            }
        }

        served = new ServedSources(sources, file.Webhook);
        return true;
    }

    /// <summary>The runner of a node.</summary>
    public Served For(CentreNode node) => new(new ImportRunner(node, sources), webhook?.Make(node.Settings.Name, node.Clock, out _));

    /// <summary>A runner, and who tells of its runs.</summary>
    internal sealed class Served : IDisposable
    {
        private readonly Webhook? webhook;

        public Served(ImportRunner runner, Webhook? webhook)
        {
            (Runner, this.webhook) = (runner, webhook);
            if (webhook is not null) runner.Ended += Tell;
        }

        public ImportRunner Runner { get; }

        public void Dispose() => webhook?.Dispose();

        // The next run does not wait for whoever is told.
        private void Tell(RunOutcome outcome)
        {
            if (Webhook.IsNews(outcome)) _ = webhook!.Tell(outcome);
        }
    }
}
