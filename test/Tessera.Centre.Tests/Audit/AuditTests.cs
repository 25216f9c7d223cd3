using System.Globalization;
using Tessera.Centre.Backups;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Database.AppendLogs;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Audit;

public sealed class AuditTests(BuiltInDefinitions builtIn)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "")]
    [InlineData("Practitioner/7", "read", "Observation")]
    [InlineData("Zoë Ångström", "$everything", "Patient")]
    public void An_entry_reads_what_was_written(string who, string interaction, string type)
    {
        var entry = new AuditEntry(DateTimeOffset.FromUnixTimeMilliseconds(1_764_000_000_123), who, AuditAction.Execute, interaction, type, 200, [1, ulong.MaxValue]);
        var read = AuditCoding.Read(Coded(entry))!;
        Assert.Equal(entry with { Subjects = read.Subjects }, read);
        Assert.Equal(entry.Subjects, read.Subjects);
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_between_characters_and_the_largest_entry_fits()
    {
        var entry = new AuditEntry(default, new string('ä', 300), AuditAction.Read, "read", "Patient", 200, new ulong[AuditEntry.MostSubjects]);
        var bytes = Coded(entry);
        Assert.InRange(bytes.Length, 1, AppendLog.LongestEntry);
        Assert.Equal(new string('ä', 127), AuditCoding.Read(bytes)!.Who);
        bytes[0] = 99;
        Assert.Null(AuditCoding.Read(bytes));
    }

    [Fact]
    public async Task Patients_are_found_again_and_an_entry_alone_names_none()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre.Node, "smith-1950", "jones-1960");
        await Read(centre.Node, "anna", "smith-1950");
        await Read(centre.Node, "bert", "smith-1950", "jones-1960");
        await Read(centre.Node, "anna");
        var key = centre.Node.Audit.Subject("smith-1950")!.Value;
        var found = centre.Node.Audit.Search(new AuditQuery { Subject = key }, Cancel);
        Assert.Equal(["bert", "anna"], found.Select(record => record.Entry.Who));
        Assert.Equal(["anna"], centre.Node.Audit.Search(new AuditQuery { Who = "ANN" }, Cancel).Select(record => record.Entry.Who));
        Assert.Empty(centre.Node.Audit.Search(new AuditQuery { Subject = centre.Node.Audit.Subject("nobody") }, Cancel));
        Assert.Equal(new SortedSet<string> { "smith-1950", "jones-1960" }, new SortedSet<string>(centre.Node.Audit.Names(found).Values));
        foreach (var file in LogSegment.Files(centre.Node.Audit.Folder))
        {
            var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel));
            Assert.Contains("anna", bytes, StringComparison.Ordinal);
            Assert.DoesNotContain("smith", bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_of_a_search_have_every_entry_once()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre.Node, "a");
        for (var number = 0; number < 25; number++) await Read(centre.Node, $"{number}", "a");
        var seen = new List<string>();
        for (var before = LogPlace.End; ;)
        {
            var page = centre.Node.Audit.Search(new AuditQuery { Count = 4, Before = before }, Cancel);
            seen.AddRange(page.Select(record => record.Entry.Who));
            if (page.Count < 4) break;
            before = page[^1].Place;
        }

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(number => number.ToString(CultureInfo.InvariantCulture)), seen);
        var moment = centre.Node.Audit.Search(new AuditQuery { Count = 1 }, Cancel)[0].Entry.Time;
        Assert.Empty(centre.Node.Audit.Search(new AuditQuery { Since = moment.AddMinutes(1) }, Cancel));
        Assert.Equal(25, centre.Node.Audit.Search(new AuditQuery { Since = moment.AddMinutes(-1), Until = moment.AddMinutes(1) }, Cancel).Count);
        Assert.Empty(centre.Node.Audit.Search(new AuditQuery { Until = moment.AddMinutes(-1) }, Cancel));
    }

    [Fact]
    public async Task An_answer_about_more_patients_than_an_entry_holds_has_several()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var ids = Enumerable.Range(0, AuditEntry.MostSubjects + 10).Select(number => $"p{number}").ToArray();
        await Write(centre.Node, ids);
        var access = new Access("anna") { Disclosures = new Disclosures() };
        centre.Node.Store.Disclose(access, [.. ids.Select(id => ("Patient", id))]);
        await centre.Node.Audit.Record(access, AuditAction.Read, "read", "Patient", 200);
        var found = centre.Node.Audit.Search(new AuditQuery(), Cancel);
        Assert.Equal(2, found.Count);
        Assert.Equal(ids.ToHashSet(), centre.Node.Audit.Names(found).Values.ToHashSet());
    }

    [Fact]
    public async Task The_audit_is_anchored_in_the_store_and_part_of_a_backup()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-audit-").FullName;
        await using var centre = await TemporaryCentre.Open(builtIn);
        var address = centre.Node.Store.Database.Address;
        await Write(centre.Node, "a", "b");
        await Read(centre.Node, "anna", "a");
        await centre.Node.Audit.Anchor();
        await Read(centre.Node, "anna", "b");
        await new CentreBackup(CentreFolder.Of(address), [], TimeProvider.System).Take(Path.Combine(folder, "copy"), null, Cancel);
        var check = AuditCheck.Run(new StoreAddress(Path.Combine(folder, "copy", "centre.db")), Cancel);
        Assert.Equal((2, 0), ((int)check.Entries, check.Findings.Count));

        var back = new CentreFolder(Path.Combine(folder, "restored"));
        await new CentreRestore(back, TimeProvider.System).Restore(Path.Combine(folder, "copy"), Cancel);
        await using (var node = await CentreNode.Open(back.Store, builtIn.Definitions, new CentreSettings(), TimeProvider.System, Cancel))
        {
            await Read(node, "bert", "a");
            Assert.Equal(["bert", "anna"], node.Audit.Search(new AuditQuery { Subject = node.Audit.Subject("a") }, Cancel).Select(record => record.Entry.Who));
        }

        Assert.Empty(AuditCheck.Run(back.Store, Cancel).Findings);
        // The whole audit goes: without anchors nobody could tell.
        foreach (var file in Directory.GetFiles(AuditTrail.FolderOf(back.Store), "*.log")) File.Delete(file);
        Assert.Contains("missing", Assert.Single(AuditCheck.Run(back.Store, Cancel).Findings), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_entry_is_a_valid_AuditEvent()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre.Node, "a");
        await Read(centre.Node, "anna", "a");
        await centre.Node.Audit.Record(Seen(centre.Node, "anna", "a"), AuditAction.Read, "/patients/{id}", "", 200);
        var found = centre.Node.Audit.Search(new AuditQuery(), Cancel);
        foreach (var record in found)
        {
            foreach (var names in new[] { centre.Node.Audit.Names(found), new Dictionary<ulong, string>() })
            {
                var resource = AuditEventJson.Resource(record, names);
                var report = new FhirValidator(builtIn.Definitions).Validate(FhirDocument.Parse(resource.Body, builtIn.Definitions.Names));
                Assert.Equal(Verdict.Valid, report.Verdict);
            }
        }
    }

    private static byte[] Coded(AuditEntry entry)
    {
        var bytes = new byte[AuditCoding.MostBytes(entry.Subjects.Count)];
        return bytes[..AuditCoding.Write(entry, bytes)];
    }

    private static async Task Write(CentreNode node, params string[] ids)
    {
        var names = node.Definitions.Names;
        var outcomes = await node.Store.Write(
            Access.Everything, [.. ids.Select(id => new ResourceWrite(WriteKind.Upsert, "Patient", id, FhirDocument.Parse($$"""{"resourceType":"Patient","id":"{{id}}"}""", names)))], WritePriority.Bulk, Cancel);
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
    }

    private static Access Seen(CentreNode node, string who, params string[] ids)
    {
        var access = new Access(who) { Disclosures = new Disclosures() };
        node.Store.Disclose(access, [.. ids.Select(id => ("Patient", id))]);
        return access;
    }

    private static async Task Read(CentreNode node, string who, params string[] ids)
    {
        var access = new Access(who) { Disclosures = new Disclosures() };
        foreach (var id in ids) Assert.NotNull(await node.Store.Find(access, "Patient", id, Cancel));
        await node.Audit.Record(access, AuditAction.Read, "read", "Patient", 200);
    }
}
