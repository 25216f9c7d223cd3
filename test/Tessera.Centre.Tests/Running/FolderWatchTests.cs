namespace Tessera.Centre.Running;

public sealed class FolderWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-watch-").FullName;

    private string Delivery => Path.Combine(folder, "delivery.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_that_still_grows_is_not_read()
    {
        var watch = new FolderWatch(folder, _ => true);
        for (var second = 0; second < 20; second++)
        {
            File.AppendAllText(Delivery, "more\n");
            Assert.Null(watch.Look(Start.AddSeconds(second)));
        }

        Assert.Null(watch.Look(Start.AddSeconds(23)));
        Assert.NotNull(watch.Look(Start.AddSeconds(24.5)));
    }

    [Fact]
    public void What_was_dealt_with_is_not_read_again_until_it_changes()
    {
        File.WriteAllText(Delivery, "first");
        var watch = new FolderWatch(folder, _ => true);
        watch.Look(Start);
        watch.Handled(watch.Look(Start.AddSeconds(10))!);
        Assert.Null(watch.Look(Start.AddMinutes(10)));
        File.WriteAllText(Delivery, "second, longer");
        Assert.Null(watch.Look(Start.AddMinutes(11)));
        Assert.NotNull(watch.Look(Start.AddMinutes(12)));
    }

    [Fact]
    public void Files_that_the_source_does_not_read_start_nothing()
    {
        File.WriteAllText(Delivery, "first");
        var watch = new FolderWatch(folder, path => path == Delivery);
        watch.Look(Start);
        watch.Handled(watch.Look(Start.AddSeconds(10))!);
        File.WriteAllText(Path.Combine(folder, "centre.db-wal"), "every import writes here");
        watch.Look(Start.AddMinutes(1));
        Assert.Null(watch.Look(Start.AddMinutes(2)));
    }

    [Fact]
    public void A_folder_that_is_not_there_yet_or_empty_starts_nothing()
    {
        var watch = new FolderWatch(Path.Combine(folder, "later"), _ => true);
        Assert.Null(watch.Look(Start));
        Assert.Null(watch.Look(Start.AddMinutes(1)));
    }
}
