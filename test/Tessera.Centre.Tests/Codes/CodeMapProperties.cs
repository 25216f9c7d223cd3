using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Store;
using static Tessera.Centre.CodedCentre;

namespace Tessera.Centre;

/// <summary>Whatever the order of imports and decisions, and wherever it is interrupted.</summary>
public sealed class CodeMapProperties(BuiltInDefinitions definitions)
{
    private static readonly string[] Words = ["schwer", "Leicht", "mittel", "http://centre.example/s|S1", "http://snomed.info/sct|24484000"];

    [Fact]
    public void Import_then_decide_is_decide_then_import() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => OrderMakesNoDifference(steps).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(25));

    [Fact]
    public void What_was_decided_and_taken_back_leaves_no_trace_in_the_records() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => UndoLeavesNothing(steps).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(25));

    [Fact]
    public void The_list_made_again_is_the_list_kept_up_to_date() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => RebuiltIsSame(steps).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(25));

    [Fact]
    public void An_application_that_is_stopped_anywhere_goes_on_at_the_next_start() =>
        Prop.ForAll(Gen.Choose(0, 12).ToArbitrary(), stopAfter => StopsAndGoesOn(stopAfter).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(13));

    private async Task<bool> OrderMakesNoDifference(Step[] steps)
    {
        await using var mixed = await TemporaryCentre.Open(definitions);
        foreach (var step in steps) await Do(mixed.Node, step);
        await mixed.Node.Settle();
        await using var decidedFirst = await TemporaryCentre.Open(definitions);
        foreach (var step in steps.Where(step => step.Action is not null)) await Do(decidedFirst.Node, step);
        foreach (var step in steps.Where(step => step.Action is null)) await Do(decidedFirst.Node, step);
        await decidedFirst.Node.Settle();
        return (await Contents(mixed.Node)).SequenceEqual(await Contents(decidedFirst.Node));
    }

    private async Task<bool> UndoLeavesNothing(Step[] steps)
    {
        await using var plain = await TemporaryCentre.Open(definitions);
        foreach (var step in steps.Where(step => step.Action is null)) await Do(plain.Node, step);
        await using var undone = await TemporaryCentre.Open(definitions);
        foreach (var step in steps) await Do(undone.Node, step);
        foreach (var word in Words) await Do(undone.Node, new Step(0, word, CodeAction.Undo, Catch: true));
        await undone.Node.Settle();
        return (await Contents(plain.Node)).SequenceEqual(await Contents(undone.Node));
    }

    private async Task<bool> RebuiltIsSame(Step[] steps)
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        foreach (var step in steps) await Do(centre.Node, step);
        await centre.Node.Settle();
        var kept = Listed(centre.Node).ToList();
        await centre.Node.Projector.Rebuild(CancellationToken.None);
        return kept.SequenceEqual(Listed(centre.Node));
    }

    private static IEnumerable<(UnmappedCode, string)> Listed(CentreNode node) => node.Codes.Unmapped.All().Select(code => (code with { Sources = [] }, string.Join('+', code.Sources)));

    private async Task<bool> StopsAndGoesOn(int stopAfter)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-codes-").FullName;
        try
        {
            var written = 0L;
            await using (var node = await Open(folder))
            {
                for (var patient = 0; patient < 10; patient++)
                    await node.Import("registry", Patient($"p{patient}"), Condition($"c{patient}", $"p{patient}", """{"text":"schwer"}"""));
                await node.Decide("schwer", CodeAction.Accept, Severe);
                // Not disposed: the writer may still tell of a commit.
                var stop = new CancellationTokenSource();
                var left = stopAfter;
                node.Store.Database.Writer.Committed += () =>
                {
                    if (Interlocked.Decrement(ref left) < 0) stop.Cancel();
                };
                try
                {
                    await node.Codes.Application.CatchUp(stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // As a kill would: whatever was durable is.
                }
            }

            await using var again = await Open(folder);
            await again.Settle();
            for (var patient = 0; patient < 10; patient++)
            {
                if (!(await again.Text("Condition", $"c{patient}")).Contains(Severe.Code, StringComparison.Ordinal)) return false;
                written += await again.Version("Condition", $"c{patient}");
            }

            return written == 20 && again.Codes.Application.Waiting == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<CentreNode> Open(string folder) =>
        CentreNode.Open(new StoreAddress(Path.Combine(folder, "centre.db")), definitions.Definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);

    private static async Task Do(CentreNode node, Step step)
    {
        var (system, value) = step.Word.Split('|') is [var uri, var code] ? (uri, code) : ("", step.Word);
        if (step.Action is { } action)
        {
            var key = new CodeKey("registry", "http://hl7.org/fhir/StructureDefinition/Condition", "Condition.severity", system, value);
            await node.Codes.Maps.Decide(new CodeDecision(key, action, action == CodeAction.Accept ? step.Number == 0 ? Mild : Severe : null, "Ana", ""), CancellationToken.None);
        }
        else
        {
            var severity = system.Length == 0 ? $$"""{"text":"{{value}}"}""" : $$"""{"coding":[{"system":"{{system}}","code":"{{value}}"}]}""";
            await node.Import("registry", Patient($"p{step.Number % 2}"), Condition($"c{step.Number}", $"p{step.Number % 2}", severity));
        }

        if (step.Catch) await node.Settle();
    }

    private static async Task<List<string>> Contents(CentreNode node)
    {
        var contents = new List<string>();
        for (var number = 0; number < 4; number++)
            if (await node.Store.Find(Access.Everything, "Condition", $"c{number}", CancellationToken.None) is not null) contents.Add(await node.Text("Condition", $"c{number}"));
        return contents;
    }

    private static Gen<Step[]> Steps()
    {
        var step = from number in Gen.Choose(0, 3)
                   from word in Gen.Elements(Words)
                   from action in Gen.Frequency((3, Gen.Constant((CodeAction?)null)), (3, Gen.Constant((CodeAction?)CodeAction.Accept)), (1, Gen.Constant((CodeAction?)CodeAction.Reject)), (1, Gen.Constant((CodeAction?)CodeAction.Undo)))
                   from catches in Gen.Elements(true, false)
                   select new Step(number, word, action, catches);
        return from count in Gen.Choose(1, 15) from steps in step.ArrayOf(count) select steps;
    }

    private sealed record Step(int Number, string Word, CodeAction? Action, bool Catch);
}
