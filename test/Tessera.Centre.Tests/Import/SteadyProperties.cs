using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Vanishing;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>What must hold whatever a source does and wherever its imports are broken off. The seeds make sources of some hundred rows, more than
/// a batch, of which some are bad, move, change, vanish and come back.</summary>
public sealed class SteadyProperties(BuiltInDefinitions builtIn)
{
    private static readonly Config Few = Seeded.Config.WithMaxTest(15);

    [Fact]
    public void An_import_that_is_broken_off_anywhere_and_begun_again_gives_the_store_of_an_unbroken_one() => Prop.ForAll(Seeds(), seed =>
    {
        Task.Run(() => Compare(seed)).GetAwaiter().GetResult();
        return true;
    }).Check(Few);

    [Fact]
    public void Rows_that_are_corrected_here_give_the_store_of_rows_that_are_corrected_in_the_file() => Prop.ForAll(Seeds(), seed =>
    {
        Task.Run(() => CompareCorrections(seed)).GetAwaiter().GetResult();
        return true;
    }).Check(Few);

    [Fact]
    public void A_watermark_never_passes_a_quarantined_record_and_no_record_is_lost_behind_it() => Prop.ForAll(Seeds(), seed =>
    {
        Task.Run(() => CompareIncremental(seed)).GetAwaiter().GetResult();
        return true;
    }).Check(Few);

    private async Task Compare(int seed)
    {
        var random = new Random(seed);
        await using var unbroken = await TemporaryCentre.Open(builtIn);
        await using var broken = await TemporaryCentre.Open(builtIn);
        var source = Source(unbroken, random, (VanishedRule)random.Next(3));
        for (var step = 0; step < 3; step++)
        {
            await source.Import(unbroken.Node);
            for (var stops = random.Next(3); stops > 0; stops--) await BreakOff(source, broken.Node, random);
            await source.Import(broken.Node);
            Assert.Equal(StoreContents.Of(unbroken.Node), StoreContents.Of(broken.Node));

            var changes = await Changes(unbroken.Node);
            Assert.Equal(0, (await source.Import(unbroken.Node)).Written);
            Assert.Equal(changes, await Changes(unbroken.Node));
            Disturb(source, random);
        }
    }

    private async Task CompareCorrections(int seed)
    {
        var random = new Random(seed);
        await using var here = await TemporaryCentre.Open(builtIn);
        await using var inFile = await TemporaryCentre.Open(builtIn);
        var source = Source(here, random, VanishedRule.Keep);
        await source.Import(here.Node);
        foreach (var record in here.Node.Quarantine.List(null, 0, int.MaxValue))
        {
            var cells = new Dictionary<string, string>();
            if (record.Cells.Any(cell => cell is { Key: "Sex", Value: "?" })) cells["Sex"] = "m";
            if (record.Cells.Any(cell => cell is { Key: "Date", Value: "never" })) cells["Date"] = "2019-01-01";
            if (cells.Count > 0) await here.Node.Corrections.Correct(record, cells, "test", CancellationToken.None);
        }

        Shuffle(source.Diagnoses, random);
        if (random.Next(2) == 0) await BreakOff(source, here.Node, random);
        await source.Import(here.Node);
        var corrected = new SmallSource(Path.Combine(inFile.Folder, "source"), builtIn.Definitions);
        corrected.Patients.AddRange(source.Patients.Select(row => row.Replace("?", "m", StringComparison.Ordinal)));
        corrected.Diagnoses.AddRange(source.Diagnoses.Select(row => row.Replace("never", "2019-01-01", StringComparison.Ordinal)));
        await corrected.Import(inFile.Node);
        Assert.Equal(StoreContents.Of(inFile.Node, "correction"), StoreContents.Of(here.Node, "correction"));
    }

    // What the mapping does not understand it learns step by step; the source does not know of it, so that marks stay as they are.
    private async Task CompareIncremental(int seed)
    {
        var random = new Random(seed);
        await using var incremental = await TemporaryCentre.Open(builtIn);
        await using var whole = await TemporaryCentre.Open(builtIn);
        var records = new List<MarkedRecord>();
        var understood = 0;
        for (var step = 0; step < 8; step++)
        {
            for (var more = random.Next(1, 200); more > 0; more--)
            {
                if (records.Count > 0 && random.Next(3) == 0)
                {
                    var place = random.Next(records.Count);
                    records[place] = records[place] with { Mark = step, Says = random.Next(1000) };
                }
                else records.Add(new MarkedRecord(records.Count + 1, step, random.Next(20) == 0 ? random.Next(1, 8) : 0, random.Next(1000)));
            }

            var source = MarkedRecord.Source(records, understood, builtIn.Definitions);
            if (random.Next(2) == 0) await BreakOff(source.For(incremental.Node, full: false), incremental.Node, random);
            await new ImportRun(incremental.Node.Validator, TimeProvider.System).Run(source.For(incremental.Node, full: false), new StoreSink(incremental.Node), null, CancellationToken.None);
            var mark = incremental.Node.Watermarks.Find("marked");
            Assert.All(incremental.Node.Quarantine.List(null, 0, int.MaxValue), record => Assert.True(string.CompareOrdinal(mark, record.Mark) <= 0));
            understood = random.Next(understood, 9);
        }

        var last = MarkedRecord.Source(records, 8, builtIn.Definitions);
        await new ImportRun(incremental.Node.Validator, TimeProvider.System).Run(last.For(incremental.Node, full: false), new StoreSink(incremental.Node), null, CancellationToken.None);
        await new ImportRun(whole.Node.Validator, TimeProvider.System).Run(last.For(whole.Node, full: true), new StoreSink(whole.Node), null, CancellationToken.None);
        Assert.Equal(Bodies(whole.Node), Bodies(incremental.Node));
        Assert.Equal(whole.Node.Watermarks.Find("marked"), incremental.Node.Watermarks.Find("marked"));
    }

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    private static Task BreakOff(SmallSource source, CentreNode node, Random random) => BreakOff(source.Open().For(node, full: false), node, random);

    // After some records, or in the middle of what is done with them.
    private static async Task BreakOff(ImportSource source, CentreNode node, Random random)
    {
        var left = random.Next(400);
        using var stop = new CancellationTokenSource();
        var broken = source with { Read = cancel => Until(source.Read(cancel), left, random.Next(2) == 0 ? stop : null) };
        IImportSink sink = new StoreSink(node);
        if (random.Next(2) == 0) sink = new BreakingSink(sink, random.Next(6));
        try
        {
            await new ImportRun(node.Validator, TimeProvider.System).Run(broken, sink, null, stop.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
        }
    }

    private static IEnumerable<RecordOutcome> Until(IEnumerable<RecordOutcome> records, int left, CancellationTokenSource? stop)
    {
        foreach (var record in records)
        {
            if (left-- == 0)
            {
                if (stop is null) throw new IOException("the file is gone");
                stop.Cancel();
            }

            yield return record;
        }
    }

    private SmallSource Source(TemporaryCentre centre, Random random, VanishedRule rule)
    {
        var source = new SmallSource(Path.Combine(centre.Folder, "source"), builtIn.Definitions) { Vanished = new VanishedPolicy(rule, 0.2) };
        var patients = random.Next(1, 200);
        for (var i = 1; i <= patients; i++) source.Patients.Add(SmallSource.Patient(i, random.Next(20) == 0 ? "?" : "w"));
        for (var i = random.Next(300); i > 0; i--) source.Diagnoses.Add(Diagnosis(i, random));
        return source;
    }

    private static string Diagnosis(int number, Random random) =>
        SmallSource.Diagnosis(number, random.Next(1, 210), random.Next(30) == 0 ? "" : "C50.9", random.Next(20) == 0 ? "never" : $"2020-01-{random.Next(1, 29):00}");

    private static void Disturb(SmallSource source, Random random)
    {
        for (var changes = random.Next(10); changes > 0 && source.Diagnoses.Count > 0; changes--)
        {
            var place = random.Next(source.Diagnoses.Count);
            switch (random.Next(4))
            {
                case 0: source.Diagnoses.RemoveAt(place); break;
                case 1: source.Diagnoses[place] = Diagnosis(random.Next(1, 300), random); break;
                case 2: source.Diagnoses.Insert(0, Diagnosis(random.Next(1, 600), random)); break;
                default: source.Patients[random.Next(source.Patients.Count)] = SmallSource.Patient(random.Next(1, 210)); break;
            }
        }
    }

    private static void Shuffle(List<string> rows, Random random)
    {
        for (var i = rows.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }
    }

    private static async Task<int> Changes(CentreNode node) => (await node.Store.Changes(Store.Access.Everything, 0, int.MaxValue, CancellationToken.None)).Count;

    // The versions differ: one store has seen the states between.
    private static string Bodies(CentreNode node) => string.Join('\n', StoreContents.Of(node, "history", "quarantine", "verdict", "token")
        .Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"versionId\":\"[0-9]+\"| v[0-9]+ ", "")));
}
