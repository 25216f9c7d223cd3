using Tessera.Database;
using Tessera.Store.Searching;
using Tessera.Store.Searching.Planning;
using Tessera.Store.Schema;

namespace Tessera.Store.Tests;

/// <summary>What a search costs must not grow with the store: the engine's own plan is looked at.</summary>
public sealed class PlanTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("Observation?code=x")]
    [InlineData("Observation?subject=Patient/p1")]
    [InlineData("Observation?code=x&status=final&date=ge2000")]
    [InlineData("Observation?_profile=http://example.org/p")]
    [InlineData("Observation?")]
    [InlineData("Observation?_lastUpdated=ge2020")]
    [InlineData("Observation?_sort=_lastUpdated&code=x")]
    public async Task A_page_in_the_order_of_time_is_read_from_an_index_without_sorting(string search)
    {
        await Fill();
        var plan = Explain(search.TrimEnd('?'));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Observation?combo-code=x")]
    [InlineData("Observation?combo-code=x&status=final")]
    [InlineData("Observation?code=x,common")]
    [InlineData("Observation?combo-code=x,common")]
    public async Task Of_several_values_each_is_read_from_an_index_without_sorting_and_only_their_pages_are_put_together(string search)
    {
        await Fill();
        var plan = Explain(search);
        Assert.Single(plan, step => step == "USE TEMP B-TREE FOR ORDER BY");
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("(subquery", StringComparison.Ordinal) && step != "SCAN s");
    }

    [Fact]
    public async Task A_search_by_a_part_of_another_parameter_is_as_short_as_by_that()
    {
        await Fill();
        Assert.Equal(Sql("Observation?subject=Patient/p1"), Sql("Observation?patient=p1"));
    }

    [Theory]
    [InlineData("Observation?date=2001&code=x")]
    [InlineData("Observation?value-quantity=gt299")]
    [InlineData("Observation?subject=Patient/p1&code=x")]
    [InlineData("Observation?code=rare&status=final")]
    public async Task A_condition_with_few_rows_is_where_a_search_starts(string search)
    {
        await Fill();
        using var lease = Store.Database.Readers.Rent();
        var plan = Plan(lease.Connection, search);
        Assert.InRange(plan.Estimate, 0, 63);
        Assert.DoesNotContain(Explain(search), step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("SCAN d", StringComparison.Ordinal) && !step.Contains("(subquery", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Observation?status:in=http://hl7.org/fhir/ValueSet/observation-status")]
    [InlineData("Observation?value-quantity=gt0.2|http://unitsofmeasure.org|g")]
    [InlineData("Observation?combo-code-value-quantity=rare$lt300")]
    [InlineData("Observation?code=rare&_content=final")]
    [InlineData("Observation?code:text=common")]
    [InlineData("Patient?_has:Observation:subject:code=rare")]
    public async Task No_search_by_an_index_reads_a_whole_table(string search)
    {
        await Fill();
        Assert.DoesNotContain(Explain(search), step => step.StartsWith("SCAN", StringComparison.Ordinal)
            && step != "SCAN s" && !step.Contains("(subquery", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal) && !step.Contains("SCAN x", StringComparison.Ordinal) && !step.Contains("SCAN d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_composite_reads_only_the_resources_that_its_parts_leave()
    {
        await Fill();
        using var lease = Store.Database.Readers.Rent();
        Assert.InRange(Plan(lease.Connection, "Observation?combo-code-value-quantity=rare$lt300").Estimate, 1, 1);
    }

    [Fact]
    public async Task The_text_of_a_statement_does_not_depend_on_values()
    {
        await Fill();
        Assert.Equal(Sql("Observation?code=x&status=final&subject=Patient/p1"), Sql("Observation?code=common&status=final&subject=Patient/p2"));
        Assert.DoesNotContain("p1", Sql("Observation?subject=Patient/p1"), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<WriteOutcome>> Fill() => Store.Write(
        Access.Everything,
        [.. Enumerable.Range(0, 300).Select(i => Upsert($$"""
            {"resourceType":"Observation","id":"o{{i}}","meta":{"profile":["http://example.org/p"]},"status":"final","code":{"coding":[{"code":"x"}, {"code":"{{(i == 7 ? "rare" : "common")}}","display":"common text"}]},
             "effectiveDateTime":"{{2001 + (i / 10)}}","valueQuantity":{"value":{{i}},"system":"http://unitsofmeasure.org","code":"mg"},"subject":{"reference":"Patient/p{{i / 10}}"} }
            """))],
        WritePriority.Bulk,
        Cancel);

    private List<string> Explain(string search)
    {
        using var lease = Store.Database.Readers.Rent();
        var query = Parse(search);
        var sql = Runner(lease.Connection).PageStatement(query, Plan(lease.Connection, search));
        var text = System.Text.RegularExpressions.Regex.Replace(sql.ToString(), @"\?\d+", "1");
        using var rows = lease.Connection.Prepare("explain query plan " + text);
        var steps = new List<string>();
        while (rows.Step()) steps.Add(rows.Text(3));
        return steps;
    }

    private string Sql(string search)
    {
        using var lease = Store.Database.Readers.Rent();
        return Runner(lease.Connection).PageStatement(Parse(search), Plan(lease.Connection, search)).ToString();
    }

    private SearchPlan Plan(DatabaseConnection connection, string search)
    {
        var (query, vocabulary) = (Parse(search), Vocabulary.Load(Store.SearchParameters, connection, readOnly: true));
        var condition = new ConditionResolver(vocabulary, connection).Resolve(query.Type, query.Filter);
        return new SearchPlanner(connection, CompiledAccess.Everything).Plan(vocabulary.Type(query.Type), condition);
    }

    private SearchRunner Runner(DatabaseConnection connection) =>
        new(Vocabulary.Load(Store.SearchParameters, connection, readOnly: true), connection, Access.Everything, CompiledAccess.Everything);
}
