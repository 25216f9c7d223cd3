using Tessera.Centre.Audit;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Folder;
using Tessera.Centre.Journeys;
using Tessera.Centre.PatientLists;
using Tessera.Centre.Projections;
using Tessera.Centre.Provenances;
using Tessera.Centre.Quality;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Centre.Verdicts;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Quality;
using Tessera.Store;

namespace Tessera.Centre;

/// <summary>The running node of one centre: its store, its definitions, and the records that are neither clinical nor derived.
/// One per process; any number of threads may use it.</summary>
public sealed class CentreNode : IAsyncDisposable
{
    private CentreNode(FhirStore store, AuditTrail audit, FhirDefinitions definitions, CentreSettings settings, TimeProvider clock)
    {
        (Store, Audit, Definitions, Settings, Clock) = (store, audit, definitions, settings, clock);
        Validator = new FhirValidator(definitions);
        Verdicts = new VerdictRecords(store);
        Writer = new ResourceWriter(store, Validator, Verdicts);
        Quarantine = new QuarantineRecords(store.Database);
        Corrections = new CorrectionRecords(store.Database, clock);
        Vanished = new VanishedRecords(store.Database);
        Watermarks = new Watermarks(store.Database);
        Imports = new ImportHistory(store.Database);
        Journeys = new PatientJourneys(store, definitions.Names);
        Summaries = new PatientSummaries(store.Database);
        Patients = new PatientList(store.Database);
        Codes = new CentreCodes(store, definitions, Validator, Journeys, Writer, Verdicts, clock);
        Provenances = new ImportProvenances(store, definitions.Names, Corrections, Codes);
        Quality = new QualityRecords(store.Database, new QualityReader(definitions));
        Projector = new Projector(store, Journeys, new QualityProjection(store, Validator, Verdicts, Quality), Codes.Uses, clock);
    }

    /// <summary>The resources.</summary>
    public FhirStore Store { get; }

    /// <summary>Who saw and changed patients' records.</summary>
    public AuditTrail Audit { get; }

    /// <summary>The definitions that everything is read and checked with.</summary>
    public FhirDefinitions Definitions { get; }

    /// <summary>The validator over them.</summary>
    public FhirValidator Validator { get; }

    /// <summary>Validates, then writes.</summary>
    public ResourceWriter Writer { get; }

    /// <summary>The verdict on each resource.</summary>
    public VerdictRecords Verdicts { get; }

    /// <summary>Source records that could not be taken over.</summary>
    public QuarantineRecords Quarantine { get; }

    /// <summary>What people say that source records should say.</summary>
    public CorrectionRecords Corrections { get; }

    /// <summary>Resources whose record their source no longer has.</summary>
    public VanishedRecords Vanished { get; }

    /// <summary>How far sources have been read.</summary>
    public Watermarks Watermarks { get; }

    /// <summary>The import runs.</summary>
    public ImportHistory Imports { get; }

    /// <summary>The Provenances of imports.</summary>
    public ImportProvenances Provenances { get; }

    /// <summary>The patients' stories.</summary>
    public PatientJourneys Journeys { get; }

    /// <summary>Each patient in a line, derived from the stories.</summary>
    public PatientSummaries Summaries { get; }

    /// <summary>Lists of patients and their counts.</summary>
    public PatientList Patients { get; }

    /// <summary>Code maps and the work list of unmapped codes.</summary>
    public CentreCodes Codes { get; }

    /// <summary>Quality per data element.</summary>
    public QualityRecords Quality { get; }

    /// <summary>Keeps what is derived up to date.</summary>
    public Projector Projector { get; }

    /// <summary>What the centre says about itself.</summary>
    public CentreSettings Settings { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Opens a node, making or migrating its store when needed.</summary>
    /// <exception cref="DatabaseUnavailableException">The store is owned by another process, is newer than this program, or cannot be opened.</exception>
    public static async Task<CentreNode> Open(
        StoreAddress address, FhirDefinitions definitions, CentreSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var store = await FhirStore.Open(address, definitions, clock, RenderedResources.Ids, cancel).ConfigureAwait(false);
        try
        {
            await store.Database.Migrate(CentreTables.Migrations, cancel).ConfigureAwait(false);
            await store.Database.Migrate(ProjectionTables.Migrations, cancel).ConfigureAwait(false);
            await store.Database.Migrate(CodeMapTables.Migrations, cancel).ConfigureAwait(false);
            var node = new CentreNode(store, AuditTrail.Open(store, settings.AuditReserve, clock), definitions, settings, clock);
            node.Codes.Maps.Load();
            await node.Imports.MarkInterrupted(cancel).ConfigureAwait(false);
            await node.Projector.Start(cancel).ConfigureAwait(false);
            return node;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finishes waiting writes and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        Projector.Dispose();
        Codes.Dispose();
        await Verdicts.DisposeAsync().ConfigureAwait(false);
        await Audit.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }
}
