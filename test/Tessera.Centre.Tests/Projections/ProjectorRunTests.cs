using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Centre.Projections;

/// <summary>What is derived, kept up to date beside those who write. On the clock of these tests every patient takes longer than a turn may.</summary>
public sealed class ProjectorRunTests(BuiltInDefinitions definitions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OfPatient = TimeSpan.FromSeconds(2);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_nobody_writes_it_does_not_rest_until_all_is_done()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        foreach (var id in (string[])["a", "b", "c", "d"]) await Put(centre, id, "female");
        using var stop = new CancellationTokenSource();
        var clock = new LeisurelyClock(OfPatient) { OnWait = _ => stop.Cancel() };
        await Run(centre, clock, stop.Token);
        Assert.Equal(4, centre.Node.Summaries.Count());
        Assert.Equal([Pause], clock.Waits);
    }

    [Fact]
    public async Task While_changes_come_it_rests_three_times_as_long_as_it_worked()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        using var stop = new CancellationTokenSource();
        var clock = new LeisurelyClock(OfPatient)
        {
            OnWait = count =>
            {
                if (count == 4) stop.Cancel();
                else Put(centre, "a", count % 2 == 0 ? "female" : "male").GetAwaiter().GetResult();
            },
        };
        await Run(centre, clock, stop.Token);
        Assert.Equal([Pause, OfPatient * 3, OfPatient * 3, OfPatient * 3], clock.Waits);
    }

    [Fact]
    public async Task A_patient_who_changes_all_the_time_does_not_keep_the_others_waiting()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        foreach (var id in (string[])["a", "b", "c"]) await Put(centre, id, "female");
        using var stop = new CancellationTokenSource();
        var clock = new LeisurelyClock(OfPatient)
        {
            OnWait = count =>
            {
                Put(centre, "a", count % 2 == 0 ? "female" : "male").GetAwaiter().GetResult();
                if (centre.Node.Summaries.Count() == 3) stop.Cancel();
            },
        };
        await Run(centre, clock, stop.Token);
        Assert.Equal(3, centre.Node.Summaries.Count());
    }

    private static async Task Run(TemporaryCentre centre, LeisurelyClock clock, CancellationToken stop)
    {
        try
        {
            await centre.Node.Projector.Run(Pause, clock, stop).WaitAsync(Cancel);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to.
        }
    }

    private static async Task Put(TemporaryCentre centre, string id, string gender) => await centre.Node.Store.Write(
        Access.Everything,
        [new ResourceWrite(WriteKind.Upsert, "Patient", id, FhirDocument.Parse($$"""{"resourceType":"Patient","id":"{{id}}","gender":"{{gender}}"}""", centre.Node.Definitions.Names))],
        WritePriority.Interactive, Cancel);
}
