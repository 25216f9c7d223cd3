using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre;

/// <summary>Stores that an older program wrote.</summary>
public sealed class SchemaTests(BuiltInDefinitions builtIn)
{
    [Fact]
    public async Task Verdicts_of_a_store_that_kept_them_by_id_are_kept()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-centre-").FullName;
        var address = new StoreAddress(Path.Combine(folder, "centre.db"));
        try
        {
            await using (var store = await FhirStore.Open(address, builtIn.Definitions, TimeProvider.System, CancellationToken.None))
            {
                await store.Database.Migrate(new MigrationSet("centre", [.. CentreTables.Migrations.Migrations.Take(7)]), CancellationToken.None);
                await store.Write(Access.Everything, [Write("""{"resourceType":"Patient","id":"p"}"""), Write("""{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p"}}""")], WritePriority.Interactive, CancellationToken.None);
                await store.Database.Writer.Run(Fill, WritePriority.Interactive, CancellationToken.None);
            }

            await using var node = await CentreNode.Open(address, builtIn.Definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);
            Assert.Equal([(1, Verdict.Valid), (1, Verdict.Invalid), null], node.Verdicts.Versions([("Patient", "p"), ("Observation", "o"), ("Observation", "gone")]));
            Assert.Equal([("Observation", "o")], node.Verdicts.Resources(1, null, null, 0, 10));
            using var lease = node.Store.Database.Readers.Rent();
            Assert.Equal(2, lease.Connection.Long("select sum(v.resources) from patient_verdict v join resource_id i on i.rid = v.patient where i.id = 'p'"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Fill(DatabaseConnection connection)
    {
        connection.ExecuteScript("""
            insert into finding_set(id, rules) values (1, '1');
            insert into finding_set_rule(rule, finding_set) values (1, 1);
            insert into verdict(type, id, version, verdict, mcode_group, finding_set, run, patient) values
                ('Patient', 'p', 1, 0, 0, 0, null, 'p'), ('Observation', 'o', 1, 2, 0, 1, 3, 'p'), ('Observation', 'gone', 1, 2, 0, 1, 3, 'p');
            insert into patient_verdict(patient, run, verdict, resources) values ('p', 0, 0, 1), ('p', 3, 2, 2);
            """);
        return true;
    }

    private ResourceWrite Write(string json)
    {
        var document = FhirDocument.Parse(json, builtIn.Definitions.Names);
        return new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id!, document);
    }
}
