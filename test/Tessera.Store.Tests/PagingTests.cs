using Tessera.Database;

namespace Tessera.Store.Tests;

public sealed class PagingTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("Observation?_total=none")]
    [InlineData("Observation?code=x")]
    [InlineData("Observation?code=x,y")]
    [InlineData("Observation?status=final&date=ge2000")]
    [InlineData("Observation?_sort=_lastUpdated")]
    [InlineData("Observation?_sort=-_id")]
    [InlineData("Observation?_sort=date")]
    [InlineData("Observation?_sort=-date,code")]
    [InlineData("Observation?_sort=value-quantity,-_lastUpdated")]
    [InlineData("Observation?code:not=zzz&_sort=subject")]
    public async Task A_match_that_does_not_change_appears_exactly_once_while_others_write(string search)
    {
        await Fill(0, 90);
        var seen = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 100; page++)
        {
            var found = await Search(search + "&_count=7" + (cursor is null ? "" : "&_cursor=" + cursor));
            Assert.InRange(found.Matches.Count, 0, 7);
            seen.AddRange(found.Matches.Select(match => match.Id));
            // Between two pages others change, delete and add.
            Clock.Now += TimeSpan.FromMilliseconds(page % 2);
            await Put(Observation(90 + page, "final"));
            await Put(Observation(80 + (page % 10), page % 3 == 0 ? "final" : "amended", page));
            if (page < 5) await Delete("Observation", $"o{70 + page}");
            cursor = found.Next;
            if (cursor is null) break;
        }
        Assert.Null(cursor);
        var untouched = Enumerable.Range(0, 70).Select(i => $"o{i}").ToHashSet();
        Assert.Equal(untouched.Order(StringComparer.Ordinal), seen.Where(untouched.Contains).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_the_order_and_whatever_others_do_between_two_pages_nothing_is_lost_or_seen_twice(int seed)
    {
        var random = new Random(seed);
        string[] keys = ["date", "code", "value-quantity", "_id", "_lastUpdated", "subject", "status", "_profile"];
        random.Shuffle(keys);
        var sort = string.Join(',', keys.Take(1 + random.Next(3)).Select(key => (random.Next(2) == 0 ? "-" : "") + key));
        var filter = new[] { "code=x", "status=final", "date=ge2000", "code:not=zzz", "_content=final" }[random.Next(5)];
        await Fill(0, 60);
        var seen = new List<string>();
        for (string? cursor = "", page = ""; cursor is not null; page += "p")
        {
            Assert.True(page.Length < 60, "there is no end of pages");
            var found = await Search($"Observation?{filter}&_sort={sort}&_count={3 + random.Next(9)}{(cursor.Length == 0 ? "" : "&_cursor=" + cursor)}");
            seen.AddRange(found.Matches.Select(match => match.Id));
            for (var edit = 0; edit < 4; edit++)
            {
                Clock.Now += TimeSpan.FromMilliseconds(random.Next(2));
                var id = random.Next(40, 50);
                if (random.Next(4) == 0) await Delete("Observation", $"o{id}");
                else await Put(Observation(random.Next(2) == 0 ? id : 100 + random.Next(20), "final", random.Next(100)));
            }
            cursor = found.Next;
        }
        var untouched = Enumerable.Range(0, 60).Where(i => i is < 40 or >= 50).Select(i => $"o{i}").ToHashSet();
        Assert.Equal(untouched.Order(StringComparer.Ordinal), seen.Where(untouched.Contains).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_newest_come_first_unless_another_order_is_asked_for()
    {
        foreach (var id in new[] { "b", "c", "a" })
        {
            Clock.Now += TimeSpan.FromSeconds(1);
            await Put($$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"Äpfel-{{id}}"},{"family":"zz"}],"birthDate":"19{{(id == "a" ? 70 : 60)}}"}""");
        }
        await Put("""{"resourceType":"Patient","id":"none"}""");
        Assert.Equal("none a c b", await Ids("Patient"));
        Assert.Equal("b c a none", await Ids("Patient?_sort=_lastUpdated"));
        Assert.Equal("a b c none", await Ids("Patient?_sort=_id"));
        Assert.Equal("none c b a", await Ids("Patient?_sort=-_id"));
        Assert.Equal("a b c none", await Ids("Patient?_sort=family"));
        Assert.Equal("a b c none", await Ids("Patient?_sort=-birthdate,_id"));
        Assert.Equal("b c a none", await Ids("Patient?_sort=birthdate,family"));
    }

    [Fact]
    public async Task The_last_page_has_no_next()
    {
        await Fill(0, 4);
        Assert.NotNull((await Search("Observation?_count=3")).Next);
        Assert.Null((await Search("Observation?_count=4")).Next);
        Assert.Null((await Search("Observation?_count=5")).Next);
        var next = (await Search("Observation?_count=3")).Next;
        Assert.Single((await Search($"Observation?_count=3&_cursor={next}")).Matches);
    }

    [Fact]
    public async Task Readers_see_whole_operations_while_a_writer_writes()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await Store.WriteAtomic(Access.Everything, [Upsert(Observation(1, "final", i)), Upsert(Observation(2, "final", i))], WritePriority.Interactive, CancellationToken.None);
        });
        for (var i = 0; i < 300; i++)
        {
            var found = (await Search("Observation?_sort=_id")).Matches;
            if (found.Count == 0) continue;
            Assert.Equal(2, found.Count);
            Assert.Equal(found[0].Version, found[1].Version);
        }
        await stop.CancelAsync();
        await writing;
    }

    private Task<IReadOnlyList<WriteOutcome>> Fill(int from, int count) =>
        Store.Write(Access.Everything, [.. Enumerable.Range(from, count).Select(i => Upsert(Observation(i, i % 2 == 0 ? "final" : "amended")))], WritePriority.Bulk, Cancel);

    // What is searched for is the same for all; what is sorted by has many equals and some gaps.
    private static string Observation(int i, string status, int note = 0) => $$"""
        {"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"coding":[{"code":"x"},{"code":"y{{i % 3}}"},{"code":"y"}]},"interpretation":[{"text":"{{status}}"}],
         {{(i % 5 == 0 ? "" : $"\"valueQuantity\":{{\"value\":{i % 4}}},")}}"effectiveDateTime":"20{{10 + (i % 6)}}","subject":{"reference":"Patient/p{{i % 4}}"},"note":[{"text":"{{note}}"}]}
        """;
}
