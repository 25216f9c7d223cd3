using Tessera.Database;

namespace Tessera.Store.Tests;

public sealed class ReindexTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task After_a_reindex_that_was_ended_in_between_the_index_is_that_of_a_store_written_afresh(int seed, bool everything)
    {
        var random = new Random(seed);
        for (var i = 0; i < 400; i++) await Edit(random, i);
        var expected = await Afresh();
        Assert.Equal(expected, IndexDump.Of(Store));

        await Damage(random, everything);
        Assert.NotEqual(expected, IndexDump.Of(Store));
        await RunAndEndAfter(pieces: 1 + (seed % 2), everything);
        await Reopen();
        // Others write while it goes on.
        var reindex = Store.Reindex(everything, null, Cancel);
        for (var i = 400; i < 440; i++) await Edit(random, i);
        await reindex;

        expected = await Afresh();
        Assert.Equal(expected, IndexDump.Of(Store));
        Assert.Equal(0, IndexDump.Strays(Store));
        Assert.Empty(Store.IncompleteParameters);
        await Reopen();
        Assert.Empty(Store.IncompleteParameters);
        Assert.Equal(0, await Store.Reindex(false, null, Cancel));
    }

    [Fact]
    public async Task A_reindex_goes_on_where_it_was_ended()
    {
        await Store.Write(Access.Everything, [.. Enumerable.Range(0, 500).Select(i => Upsert($$"""{"resourceType":"Basic","id":"b{{i}}"}"""))], WritePriority.Bulk, Cancel);
        await MarkIncomplete();
        await RunAndEndAfter(3, false);
        await Reopen();
        var seen = new List<long>();
        Assert.Equal(500, await Store.Reindex(false, new Each(seen.Add), Cancel));
        Assert.InRange(seen[0], 4 * 64, 500);
    }

    [Fact]
    public async Task A_search_by_an_incomplete_parameter_says_so()
    {
        await Put("""{"resourceType":"Patient","id":"p","gender":"female","name":[{"family":"Roe"}]}""");
        Assert.Empty((await Search("Patient?gender=female")).Issues);
        await Put("""{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/p"}}""");
        await MarkIncomplete("gender");
        Assert.Equal(["Patient.gender"], Store.IncompleteParameters);
        Assert.Equal("Patient.gender", Assert.Single((await Search("Patient?gender=female")).Issues).Expression);
        Assert.Single((await Search("Patient?_sort=gender")).Issues);
        Assert.Single((await Search("Observation?subject:Patient.gender=female")).Issues);
        Assert.Empty((await Search("Patient?family=roe")).Issues);
        Assert.Equal(1, await Store.Reindex(false, null, Cancel));
        Assert.Empty((await Search("Patient?gender=female")).Issues);
    }

    private Task<WriteOutcome> Edit(Random random, int i)
    {
        Clock.Now += TimeSpan.FromSeconds(random.Next(2));
        var id = random.Next(90);
        if (random.Next(6) == 0) return Delete(random.Next(2) == 0 ? "Observation" : "Group", $"r{id}");
        return Put(random.Next(3) switch
        {
            0 => $$$"""{"resourceType":"Group","id":"r{{{id}}}","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/p{{{random.Next(4)}}}"}},{"entity":{"reference":"Patient/p{{{random.Next(4)}}}"}}]}""",
            1 => $$$"""{"resourceType":"Patient","id":"p{{{random.Next(8)}}}","name":[{"family":"Roe {{{i}}}"}],"birthDate":"19{{{random.Next(10, 99)}}}","identifier":[{"type":{"coding":[{"system":"urn:t","code":"MR"}]},"value":"{{{random.Next(5)}}}"}]}""",
            _ => $$$"""
                {"resourceType":"Observation","id":"r{{{id}}}","meta":{"profile":["http://example.org/{{{random.Next(3)}}}"]},"status":"final","code":{"coding":[{"system":"urn:c","code":"{{{random.Next(9)}}}","display":"Text {{{random.Next(3)}}}"}],"text":"word {{{random.Next(5)}}}"},
                 "subject":{"reference":"{{{(random.Next(3) == 0 ? "https://other.example/" : "")}}}Patient/p{{{random.Next(8)}}}"},"effectiveDateTime":"20{{{random.Next(10, 26)}}}","valueQuantity":{"value":{{{random.Next(50)}}},"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"} }
                """,
        });
    }

    /// <summary>The index of another store into which only what is there now was written.</summary>
    private async Task<List<string>> Afresh()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-afresh-").FullName;
        try
        {
            await using var other = await FhirStore.Open(new StoreAddress(Path.Combine(folder, "centre.db")), Definitions, Clock, Cancel);
            foreach (var type in new[] { "Patient", "Observation", "Group" })
            {
                var page = await Search($"{type}?_count=1000");
                await other.Write(Access.Everything, [.. page.Matches.Select(match => Upsert(Text(match)))], WritePriority.Bulk, Cancel);
            }
            return IndexDump.Of(other);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Rows are lost, others are wrong; when everything is indexed anew, also without a mark.
    private async Task Damage(Random random, bool everything)
    {
        await Store.Database.Writer.Run(
            connection =>
            {
                connection.Execute("delete from index_token where rid % 3 = ?1", (long)random.Next(3));
                connection.Execute("delete from index_reference where rid % 2 = ?1", (long)random.Next(2));
                connection.Execute("update index_date set low = low + 1");
                if (everything) connection.Execute("update resource set indexes = 0");
                if (everything) connection.Execute("insert into index_number(rid, param, value, updated) values (99999, 1, 1, 1)");
                else connection.Execute("update search_parameter set complete = 0");
                return true;
            },
            WritePriority.Interactive,
            Cancel);
        await Reopen();
    }

    private async Task MarkIncomplete(string code = "%")
    {
        await Store.Database.Writer.Run(connection => connection.Execute("update search_parameter set complete = 0 where code like ?1", code), WritePriority.Interactive, Cancel);
        await Reopen();
    }

    private async Task RunAndEndAfter(int pieces, bool everything)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Reindex(everything, new Each(_ => { if (++seen == pieces) end.Cancel(); }), end.Token));
    }

    private sealed class Each(Action<long> see) : IProgress<long>
    {
        public void Report(long value) => see(value);
    }
}
