using Tessera.Sources.Synthetic;

namespace Tessera.Bench;

/// <summary>A store of a thousand resources and one of a million: loaded, started, read, searched and written over HTTP, beside what plain SQLite
/// and plain Kestrel do in the same run. The client shares the machine.</summary>
public static class ServerBenchmark
{
    private const int Small = 1_000;
    private const int Turns = 4;

    // 250 MB.
    private const double MostMemory = 238;

    // A laboratory result as mCODE's tumour marker test; @N@ and @P@ are filled in by the client.
    private const string Observation = """
        {"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-marker-test"]},"identifier":[{"system":"urn:lab","value":"L@N@"}],"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"2857-1"}]},"subject":{"reference":"Patient/syn1-@P@"},"effectiveDateTime":"2024-05-17","valueQuantity":{"value":4.5,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"}}
        """;

    private static readonly string Transaction =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
        + string.Join(',', Enumerable.Repeat("{\"request\":{\"method\":\"POST\",\"url\":\"Observation\"},\"resource\":" + Observation + "}", 10)) + "]}";

    public static async Task Run(Report report, ServerScenario scenario)
    {
        if (!Wrk.IsInstalled)
        {
            Console.WriteLine("  skipped: wrk is missing (Debian package wrk)");
            return;
        }
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            await PlainBenchmark.Run(Path.Combine(folder, "plain.db"), Math.Min(scenario.Resources, 50_000));
            var small = Path.Combine(folder, "small.db");
            await Load(null, small, new ServerScenario(Small, null), folder);
            var large = scenario.Store ?? Path.Combine(folder, "large.db");
            if (!File.Exists(large)) await Load(report, large, scenario, folder);
            // Every run starts from the same records: a kept store would grow by what each run writes, all of it on a hundred patients.
            var served = scenario.Store is null ? large : Path.Combine(folder, "served.db");
            if (served != large) File.Copy(large, served);
            await Serve(report, served, small);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Load(Report? report, string store, ServerScenario scenario, string folder)
    {
        var files = Path.Combine(folder, $"files-{scenario.Patients}");
        new SyntheticCentre(scenario.Patients, 1, SyntheticFlavour.UnitedStates).Write(files, SyntheticFormat.Fhir, null, CancellationToken.None);
        var numbers = await ChildProcess.Numbers("load", store, files);
        Directory.Delete(files, recursive: true);
        if (report is null) return;
        report.AtLeast($"bulk load of {numbers[0]:N0}, each validated", numbers[0] / numbers[1], 10_000, "resources/s");
        report.AtMost("highest RssAnon while loading", numbers[2], MostMemory, "MiB");
        Report.Figure("processor time of a loaded resource", numbers[3], "µs");
        Report.Figure("the writer's part of it", numbers[4], "µs");
    }

    private static async Task Serve(Report report, string store, string small)
    {
        await using (var server = await ServerProcess.Start(store, "off"))
        {
            report.AtMost("start of the process to its first answer", server.StartSeconds, 1, "s");
            Floor("Kestrel alone, GET", await server.GetPlain());
            Floor("Kestrel alone, POST", await server.PostPlain(Observation));
            Rate(report, "read", await server.Get(server.Paths), 15_000);
            await using (var few = await ServerProcess.Start(small, "off"))
            {
                using var plain = new PlainSearch(store);
                using var plainFew = new PlainSearch(small);
                var bySubject = plain.BySubject(server.Patients) / plainFew.BySubject(few.Patients);
                var byCode = plain.ByCode(server.Codes) / plainFew.ByCode(few.Codes);
                await Search(report, "search by subject, page of 10", server, few, Subjects, bySubject);
                await Search(report, "search by code, page of 10", server, few, Codes, byCode);
            }

            Rate(report, "search by code with _include", await server.Get([.. Codes(server).Select(path => path + "&_include=Observation:subject")]), 3_000);
            Rate(report, "create", await server.Post("/fhir/Observation", Observation), 3_000);
            Rate(report, "transaction of 10 creates", await server.Post("/fhir", Transaction), 400);
            report.AtMost("highest RssAnon of the server", server.HighestRssAnon, MostMemory, "MiB");
        }

        await using var strict = await ServerProcess.Start(store, "strict");
        // The first seconds of a process are its compiler's: a server runs for months.
        for (var i = 0; i < 2; i++) await strict.Post("/fhir/Observation", Observation);
        Rate(report, "create, validated against its profile", await strict.Post("/fhir/Observation", Observation), 2_000);
        report.AtMost("highest RssAnon of that server", strict.HighestRssAnon, MostMemory, "MiB");
    }

    // What size alone costs is seen where both stores are asked the same. Asked about all of its patients, the larger one has pages to read that no cache of
    // the limit's size holds; what SQLite alone loses by that stands beside it.
    private static async Task Search(Report report, string name, ServerProcess server, ServerProcess few, Func<ServerProcess, string[]> paths, double plain)
    {
        var same = paths(few).Intersect(paths(server)).ToArray();
        var (ownOfFew, own) = await InTurns(few, paths(few), server, paths(server));
        var (sameOfFew, sameOfAll) = await InTurns(few, same, server, same);
        Rate(report, name, own, 6_000);
        report.AtLeast($"  against {Small:N0} resources, the same {same.Length} questions", sameOfAll.PerSecond / sameOfFew.PerSecond, 0.9, "times");
        report.AtLeast($"  each its own {paths(server).Length:N0} and {paths(few).Length} questions", own.PerSecond / ownOfFew.PerSecond, 0.9, "times");
        Report.Figure("    plain SQLite over the same two files, each its own", plain, "times");
    }

    // Each with its best: the machine is shared, and its speed changes by a third within seconds.
    private static async Task<(ServerRate First, ServerRate Second)> InTurns(ServerProcess first, string[] ofFirst, ServerProcess second, string[] ofSecond)
    {
        ServerRate one = new(0, 0), other = new(0, 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            one = ServerRate.Better(one, await first.Get(ofFirst));
            other = ServerRate.Better(other, await second.Get(ofSecond));
        }

        return (one, other);
    }

    private static void Rate(Report report, string name, ServerRate rate, double limit)
    {
        report.AtLeast(name, rate.PerSecond, limit, "requests/s");
        Report.Figure("  processor time of the server for each", rate.ProcessorMicroseconds, "µs");
    }

    private static void Floor(string name, ServerRate rate)
    {
        Report.Figure(name, rate.PerSecond, "requests/s");
        Report.Figure("  processor time of the server for each", rate.ProcessorMicroseconds, "µs");
    }

    private static string[] Subjects(ServerProcess server) => [.. server.Patients.Select(id => $"/fhir/Observation?subject=Patient/{id}&_count=10")];

    private static string[] Codes(ServerProcess server) => [.. server.Codes.Select(code => $"/fhir/Observation?code={Uri.EscapeDataString(code)}&_count=10")];
}
