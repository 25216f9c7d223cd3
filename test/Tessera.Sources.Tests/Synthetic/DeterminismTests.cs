using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(SyntheticFormat.Fhir)]
    [InlineData(SyntheticFormat.Csv)]
    public void The_same_seed_gives_the_same_bytes(SyntheticFormat format)
    {
        using var first = new SyntheticFolder();
        using var second = new SyntheticFolder();
        first.Write(60, 7, format);
        second.Write(60, 7, format);
        Assert.Equal(first.Bytes(), second.Bytes());
    }

    [Fact]
    public void Another_seed_gives_other_patients()
    {
        using var first = new SyntheticFolder();
        using var second = new SyntheticFolder();
        first.Write(5, 7);
        second.Write(5, 8);
        Assert.NotEqual(File.ReadAllText(first["Condition.ndjson"]).Replace("syn7-", "", StringComparison.Ordinal), File.ReadAllText(second["Condition.ndjson"]).Replace("syn8-", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SyntheticFormat.Fhir)]
    [InlineData(SyntheticFormat.Csv)]
    public void A_patient_does_not_depend_on_how_many_there_are(SyntheticFormat format)
    {
        using var few = new SyntheticFolder();
        using var many = new SyntheticFolder();
        few.Write(20, 7, format);
        many.Write(50, 7, format);
        foreach (var file in few.Bytes().Keys.Where(name => name is not ("Practitioner.ndjson" or "mef-config.json")))
            Assert.Equal(few.Lines(file), many.Lines(file).Take(few.Lines(file).Count()));
    }

    [Fact]
    public void Cancelled_work_leaves_no_file_behind()
    {
        using var folder = new SyntheticFolder();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new SyntheticCentre(1_000, 1, SyntheticFlavour.Europe).Write(folder.Path, SyntheticFormat.Fhir, _ => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
