using Tessera.Database;
using Tessera.Store.Verifying;

namespace Tessera.Store.Tests;

/// <summary>What verification finds, shown by breaking one thing at a time.</summary>
public sealed class VerifyTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Fact]
    public async Task A_store_that_was_only_written_to_is_sound_also_while_it_is_open()
    {
        await Fill();
        var report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((4, 1, 2, 0), (report.Resources, report.Deleted, report.OldVersions, report.WithoutHash));
        Assert.Equal(7, report.Changes);
        Assert.True(report.IndexRows > 10, $"{report.IndexRows} index rows");
        Assert.Equal(Store.Epoch, report.Epoch);
    }

    [Fact]
    public async Task The_first_resources_of_a_type_are_indexed_also_when_many_come_at_once()
    {
        foreach (var type in new[] { "Observation", "Condition", "Procedure", "Specimen", "Encounter", "MedicationRequest", "DiagnosticReport", "Immunization", "CarePlan", "Goal" })
        {
            // Some find the type unknown, some known, and some come while it becomes so.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                await Task.Delay(writer * 2, Cancel);
                for (var number = 0; number < 10; number++)
                {
                    var written = await Put($$"""{"resourceType":"{{type}}","id":"n{{writer}}-{{number}}","identifier":[{"system":"urn:n","value":"{{number}}"}],"subject":{"reference":"Patient/p"} }""");
                    Assert.Equal(WriteStatus.Created, written.Status);
                }
            }, Cancel)));
        }

        Assert.Empty(Verify().Findings);
    }

    [Theory]
    [InlineData("update resource set body = cast(replace(cast(body as text), 'Doe', 'Dux') as blob) where id = 'jane'", VerifyKind.Content, "Patient/jane")]
    [InlineData("update resource set body = cast('{' as blob) where id = 'jane'", VerifyKind.Content, "Patient/jane")]
    [InlineData("update resource set checksum = checksum + 1 where id = 'c'", VerifyKind.Content, "Condition/c")]
    [InlineData("update resource set version = 9 where id = 'c'", VerifyKind.Content, "Condition/c")]
    [InlineData("update resource_history set body = cast(replace(cast(body as text), 'Doe', 'Dux') as blob) where body is not null", VerifyKind.Content, "Patient/jane")]
    [InlineData("delete from resource_history where rid = (select rid from resource where id = 'jane')", VerifyKind.Version, "Patient/jane")]
    [InlineData("delete from change where rid = (select rid from resource where id = 'c')", VerifyKind.Change, "Condition/c")]
    [InlineData("update change set updated = 0 where seq = 3", VerifyKind.Change, null)]
    [InlineData("update resource set patient = null where id = 'c'", VerifyKind.Patient, "Condition/c")]
    [InlineData("delete from compartment", VerifyKind.Patient, "Group/both")]
    [InlineData("insert into compartment(rid, patient) select rid, rid from resource where id = 'c'", VerifyKind.Patient, "Condition/c")]
    public async Task What_is_broken_is_named(string sql, VerifyKind kind, string? resource)
    {
        await Fill();
        await Break(sql);
        var found = Verify().Findings.Where(finding => finding.Kind == kind).ToList();
        Assert.NotEmpty(found);
        if (resource is not null) Assert.Contains(found, finding => $"{finding.Type}/{finding.Id}" == resource);
        Assert.All(found, finding => Assert.DoesNotContain("Doe", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("index_string", "family")]
    [InlineData("index_date", "birthdate")]
    [InlineData("index_token", "gender")]
    public async Task A_missing_index_row_is_named_by_type_id_and_parameter(string table, string parameter)
    {
        await Fill();
        var where = $"rid = (select rid from resource where id = 'jane') and param in (select id from search_parameter where code = '{parameter}')";
        await Break($"delete from {table} where {where}");
        Assert.Equal((VerifyKind.IndexMissing, "Patient", "jane", parameter), Single());
    }

    [Theory]
    [InlineData("update index_date set low = low - 86400000 where param in (select id from search_parameter where code = 'birthdate')", "Patient", "jane", "birthdate")]
    [InlineData("update index_reference set updated = updated + 1 where param in (select id from search_parameter where code = 'subject')", "Condition", "c", "subject")]
    public async Task A_changed_index_row_is_missing_and_superfluous(string sql, string type, string id, string parameter)
    {
        await Fill();
        await Break(sql);
        var findings = Verify().Findings;
        foreach (var kind in new[] { VerifyKind.IndexMissing, VerifyKind.IndexSuperfluous })
            Assert.Contains(findings, finding => (finding.Kind, finding.Type, finding.Id, finding.Parameter) == (kind, type, id, parameter));
    }

    [Theory]
    [InlineData("delete from code_text", "Texts of codes")]
    [InlineData("delete from quantity_unit", "Units")]
    public async Task Words_that_are_kept_once_for_all_are_compared_too(string sql, string message)
    {
        await Fill();
        await Put("""{"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"urn:s","code":"c","display":"Haemoglobin"}]},"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"mg"} }""");
        await Break(sql);
        Assert.StartsWith(message, Assert.Single(Verify().Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_a_resource_that_is_deleted_or_never_was_is_superfluous()
    {
        await Fill();
        await Break("insert into index_token(rid, param, code, updated) select rid, 1, 1, 1 from resource where deleted = 1 union all select 999999, 1, 1, 1");
        Assert.Equal(2, Verify().Findings.Count(finding => finding.Kind == VerifyKind.IndexSuperfluous));
    }

    [Fact]
    public async Task A_reopened_store_keeps_its_epoch_and_a_new_epoch_is_another()
    {
        var epoch = Store.Epoch;
        await Reopen();
        Assert.Equal(epoch, Store.Epoch);
        await Store.DisposeAsync();
        Assert.NotEqual(epoch, await FhirStore.StartEpoch(Address, Clock, Cancel));
        await Reopen();
        Assert.NotEqual(epoch, Store.Epoch);
    }

    private async Task Fill()
    {
        await Put("""{"resourceType":"Patient","id":"jane","name":[{"family":"Doe"}],"birthDate":"1960-01-02","gender":"female"}""");
        await Put("""{"resourceType":"Patient","id":"john","name":[{"family":"Doe"}]}""");
        await Put("""{"resourceType":"Patient","id":"jane","name":[{"family":"Doe"}],"birthDate":"1960-01-03","gender":"female","meta":{"tag":[{"code":"x"}]}}""");
        await Put("""{"resourceType":"Condition","id":"c","code":{"text":"lung"},"subject":{"reference":"Patient/jane"} }""");
        await Put("""{"resourceType":"Group","id":"both","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/jane"}},{"entity":{"reference":"Patient/john"}}]}""");
        await Put("""{"resourceType":"Observation","id":"gone","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/jane"},"valueQuantity":{"value":1.50,"unit":"mg"} }""");
        await Delete("Observation", "gone");
    }

    private Task<int> Break(string sql) => Store.Database.Writer.Run(connection => connection.Execute(sql), WritePriority.Interactive, Cancel);

    private VerifyReport Verify() => StoreVerifier.Run(Address, Definitions, null, Cancel);

    private (VerifyKind, string?, string?, string?) Single()
    {
        var finding = Assert.Single(Verify().Findings);
        return (finding.Kind, finding.Type, finding.Id, finding.Parameter);
    }
}
