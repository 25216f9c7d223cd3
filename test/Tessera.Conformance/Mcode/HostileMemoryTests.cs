using Tessera.Fhir.Json;

namespace Tessera.Conformance.Mcode;

/// <summary>What hostile input leaves behind. Alone, when no other test is running: the heap is everybody's.</summary>
[CollectionDefinition(nameof(HostileMemoryTests), DisableParallelization = true)]
[Collection(nameof(HostileMemoryTests))]
public sealed class HostileMemoryTests(BuiltInDefinitions fixture)
{
    [Fact]
    public void Memory_goes_back_to_what_it_was()
    {
        Read();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Read();
        // What a single hostile input holds on to would be ten times as much.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L << 20);
    }

    private void Read()
    {
        foreach (var make in HostileInputs.All.Values)
            if (FhirDocument.TryParse(make(), fixture.Definitions.Names, out var document, out _)) fixture.Validator.Validate(document);
    }
}
