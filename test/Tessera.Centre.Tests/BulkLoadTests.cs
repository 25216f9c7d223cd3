using Tessera.Centre.Load;
using Tessera.Centre.Writes;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class BulkLoadTests(BuiltInDefinitions builtIn)
{
    [Fact]
    public async Task C19_a_garbage_line_is_told_with_its_number_and_the_rest_is_kept()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var file = Write(centre, "mixed.ndjson", """
            {"resourceType":"Patient","id":"a","gender":"female"}
            {"resourceType":"Patient","id":"b"

            {"resourceType":"Patient"}
            {"resourceType":"Patient","id":"c","gender":"male"}
            """);
        var (account, problems) = await Load(centre, file);
        Assert.Equal((4L, 2L, 0L, 2L), (account.Read, account.Written, account.Unchanged, account.Rejected));
        Assert.Equal([2, 4], problems.Select(problem => problem.Line));
        Assert.NotNull(await centre.Node.Store.Find(Access.Everything, "Patient", "c", CancellationToken.None));
    }

    [Fact]
    public async Task Loading_the_same_file_again_changes_nothing()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var file = Write(centre, "one.ndjson", """{"resourceType":"Patient","id":"a","gender":"female"}""");
        await Load(centre, file);
        var (account, _) = await Load(centre, file);
        Assert.Equal((0L, 1L), (account.Written, account.Unchanged));
    }

    [Fact]
    public async Task Of_many_versions_of_a_resource_in_a_file_the_last_line_stays()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var lines = Enumerable.Range(1, 3000).Select(i => $$"""{"resourceType":"Patient","id":"{{(i % 5 == 0 ? "a" : $"p{i}")}}","multipleBirthInteger":{{i}}}""");
        var (account, _) = await Load(centre, Write(centre, "versions.ndjson", string.Join('\n', lines)));
        Assert.Equal(3000, account.Written);
        var last = await centre.Node.Store.Find(Access.Everything, "Patient", "a", CancellationToken.None);
        Assert.Equal(600, last!.Version);
        Assert.Contains("\"multipleBirthInteger\":3000", System.Text.Encoding.UTF8.GetString(last.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_is_not_FHIR_is_rejected()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var (account, problems) = await Load(centre, Write(centre, "bad.ndjson", """{"resourceType":"Patient","id":"a","nmae":"x"}"""));
        Assert.Equal((0L, 1L), (account.Written, account.Rejected));
        Assert.Equal(1, Assert.Single(problems).Line);
    }

    [Fact]
    public async Task The_entries_of_a_collection_are_loaded_one_by_one()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var file = Write(centre, "bundle.json", """
            {"resourceType":"Bundle","type":"collection","entry":[
              {"resource":{"resourceType":"Patient","id":"a"}},
              {"resource":{"resourceType":"Patient","id":"b"}}]}
            """);
        var (account, _) = await Load(centre, file);
        Assert.Equal(2, account.Resources["Patient"]);
    }

    [Fact]
    public async Task A_thousand_lines_without_a_last_line_break_are_all_there()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var lines = Enumerable.Range(0, 1000).Select(number => $$"""{"resourceType":"Patient","id":"p{{number}}","gender":"female"}""");
        var (account, _) = await Load(centre, Write(centre, "many.ndjson", string.Join('\n', lines)));
        Assert.Equal(1000, account.Written);
    }

    private static string Write(TemporaryCentre centre, string name, string text)
    {
        var path = Path.Combine(centre.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(LoadAccount Account, List<LoadProblem> Problems)> Load(TemporaryCentre centre, string file)
    {
        var problems = new List<LoadProblem>();
        var account = await new BulkLoad(centre.Node, ValidationPolicy.Default, problems.Add).Run([file], null, CancellationToken.None);
        return (account, problems);
    }
}
