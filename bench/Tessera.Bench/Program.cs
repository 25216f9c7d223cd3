using Tessera.Bench;

var benchmarks = new Dictionary<string, (string About, Func<Report, Task> Run)>(StringComparer.Ordinal)
{
    ["definitions"] = ("time and memory until the built-in definitions are ready", DefinitionsBenchmark.Run),
    ["parse"] = ("documents read per second, beside Utf8JsonReader over the same bytes", ParseBenchmark.Run),
    ["store"] = ("resources written, found and searched per second without HTTP, beside plain SQLite in the same run", StoreBenchmark.Run),
    ["path"] = ("FHIRPath evaluations per second, beside the same navigation by hand and other engines", PathBenchmark.Run),
    ["validate"] = ("mCODE examples validated per second, beside Utf8JsonReader over the same bytes and another engine", ValidateBenchmark.Run),
    ["hostile"] = ("inputs that nobody should send, read and validated", HostileBenchmark.Run),
    ["extract"] = ("5,000 and 50,000 patients from CSV into a store, each resource validated", ExtractBenchmark.Run),
    ["synth"] = ("synthetic patients told and written per second, beside the same bytes written as they are", SynthBenchmark.Run),
    ["journey"] = ("journeys of 10,000 synthetic patients, beside reading the bytes they are made of", JourneyBenchmark.Run),
    ["quality"] = ("quality per data element of 2,000 synthetic patients, beside the journeys of the same records", QualityBenchmark.Run),
    ["codes"] = ("the pages of 5,000 local codes with suggestions from 10,000 targets", CodesBenchmark.Run),
    ["feed"] = ("a hundred patients of two thousand results each, made again while more come, beside the same writes alone", FeedBenchmark.Run),
    ["durability"] = ("the real server killed two hundred times under mixed load", DurabilityBenchmark.Run),
    ["server"] = ("a million resources loaded, read, searched and written over HTTP, beside plain SQLite and Kestrel; --resources N, --store FILE keeps or reuses", report => ServerBenchmark.Run(report, ServerScenario.Of(args))),
};

if (args is ["child", var child, ..]) return await ChildProcess.Run(child, args[2..]);
if (args is not [var name, ..] || (name != "all" && !benchmarks.ContainsKey(name)))
{
    Console.Error.WriteLine("usage: tessera bench NAME");
    foreach (var (key, (about, _)) in benchmarks) Console.Error.WriteLine($"  {key,-12} {about}");
    Console.Error.WriteLine("  all          every one of them");
    return 2;
}

var report = new Report();
foreach (var (key, benchmark) in benchmarks)
{
    if (name != "all" && name != key) continue;
    Report.Title(key, benchmark.About);
    await benchmark.Run(report);
}
return report.AllWithinLimits ? 0 : 1;
