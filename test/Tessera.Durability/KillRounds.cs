using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Tessera.Centre.Audit;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Store;
using Tessera.Store.Verifying;

namespace Tessera.Durability;

/// <summary>Kills the server again and again under mixed load and compares what it then has with what it had acknowledged. Each writer owns
/// its resources and writes their states one after the other, so that afterwards a resource must be in the last state that was acknowledged
/// or in the one that was on its way.</summary>
internal sealed class KillRounds(string store, FhirDefinitions definitions, int seed)
{
    private const int Writers = 6;
    private const int Readers = 2;
    private const int ResourcesOfWriter = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Random random = new(seed);
    private readonly int[,] acknowledged = new int[Writers, ResourcesOfWriter];
    private readonly int[,] sent = new int[Writers, ResourcesOfWriter];
    private readonly Dictionary<string, int> seen = [];
    private long requests;

    /// <summary>Writes that were acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Answers of any kind.</summary>
    public long Requests => requests;

    /// <summary>How long the server took to answer again, each time.</summary>
    public List<TimeSpan> Starts { get; } = [];

    /// <summary>What is wrong; empty when every promise was kept.</summary>
    public List<string> Complaints { get; } = [];

    public async Task Run(int rounds)
    {
        await (await FhirStore.Open(new StoreAddress(store), definitions, TimeProvider.System, default)).DisposeAsync();
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var server = await ServerProcess.Start(store);
            Starts.Add(Stopwatch.GetElapsedTime(started));
            await Compare(server, round);
            if (Complaints.Count > 0) return;
            await LoadUntilKilled(server, Acknowledged + random.Next(5, 60));
        }

        await using var last = await ServerProcess.Start(store);
        await Compare(last, rounds);
    }

    // After so many writes, a server that has just started is in full swing.
    private async Task LoadUntilKilled(ServerProcess server, long writes)
    {
        var work = Enumerable.Range(0, Writers).Select(writer => Write(server, writer)).Concat(Enumerable.Range(0, Readers).Select(reader => Read(server, reader))).ToList();
        var started = Stopwatch.GetTimestamp();
        while (Acknowledged < writes && Stopwatch.GetElapsedTime(started) < Patience) await Task.Delay(1);
        await server.Kill();
        await Task.WhenAll(work);
    }

    private async Task Write(ServerProcess server, int writer)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                var resource = turn % ResourcesOfWriter;
                var state = acknowledged[writer, resource] + 1;
                sent[writer, resource] = state;
                var (status, body) = await Send(server, writer, resource, state);
                if ((int)status is < 200 or > 299) Note($"state {state} of {Id(writer, resource)} was answered with {(int)status} {body}");
                acknowledged[writer, resource] = state;
                Count(isWrite: true);
            }
        }
        catch (Exception end) when (end is HttpRequestException or IOException or OperationCanceledException or SocketException || server.Process.HasExited)
        {
            // Killed: nobody knows about what was on its way.
        }
    }

    private static Task<(System.Net.HttpStatusCode, string)> Send(ServerProcess server, int writer, int resource, int state) => Kind(resource) switch
    {
        _ when IsDeleted(state) && Kind(resource) != "Group" => server.Send(HttpMethod.Delete, $"fhir/{Kind(resource)}/{Id(writer, resource)}"),
        "Group" => server.Send(HttpMethod.Post, "fhir", Transaction(writer, resource, state)),
        var kind => server.Send(HttpMethod.Put, $"fhir/{kind}/{Id(writer, resource)}", Content(kind, Id(writer, resource), state)),
    };

    private async Task Read(ServerProcess server, int reader)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                var path = (turn % 3) switch
                {
                    0 => $"fhir/Patient/{Id(turn % Writers, 0)}",
                    1 => $"fhir/Patient?family=n{turn % 50}&_count=5",
                    _ => $"fhir/Observation?subject=Patient/{Id(reader, 0)}&_include=Observation:subject",
                };
                var (status, body) = await server.Send(HttpMethod.Get, path);
                if ((int)status is not (200 or 404 or 410)) Note($"GET {path} was answered with {(int)status} {body}");
                if ((int)status == 200 && turn % 3 == 0) NoteSeen(Id(turn % Writers, 0));
                Count(isWrite: false);
            }
        }
        catch (Exception end) when (end is HttpRequestException or IOException or OperationCanceledException or SocketException || server.Process.HasExited)
        {
            // Killed.
        }
    }

    private async Task Compare(ServerProcess server, int round)
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var resource = 0; resource < ResourcesOfWriter; resource++)
            {
                var state = await State(server, Kind(resource), Id(writer, resource), sent[writer, resource]);
                if (state != acknowledged[writer, resource] && state != sent[writer, resource])
                    Note($"round {round}: {Id(writer, resource)} is in state {state}; {acknowledged[writer, resource]} was acknowledged, {sent[writer, resource]} sent");
                if (Kind(resource) == "Group" && await State(server, "Group", Id(writer, resource) + "-twin", sent[writer, resource]) is var twin && twin != state)
                    Note($"round {round}: half of a transaction: {Id(writer, resource)} is in state {state}, its twin in {twin}");
                acknowledged[writer, resource] = sent[writer, resource] = state;
            }
        }));

        var report = StoreVerifier.Run(new StoreAddress(store), definitions, null, default);
        CompareAudit(round);
        foreach (var finding in report.Findings.Take(5)) Note($"round {round}: {finding.Type}/{finding.Id} {finding.Parameter}: {finding.Message}");
    }

    // Whoever was answered is in the audit; what was on its way when the server was killed may be.
    private void CompareAudit(int round)
    {
        var folder = AuditTrail.FolderOf(new StoreAddress(store));
        foreach (var finding in AuditCheck.Run(new StoreAddress(store), default).Findings) Note($"round {round}: audit: {finding}");
        if (AuditSubjects.Find(folder) is not { } subjects) return;
        var entries = new AuditQuery { Count = int.MaxValue }.Run(folder, default).Where(record => record.Entry is { Interaction: "read", Type: "Patient", Status: 200 }).ToLookup(record => record.Entry.Subjects[0]);
        foreach (var (patient, times) in seen)
            if (entries[subjects.Of(patient)].Count() < times) Note($"round {round}: {patient} was read {times} times, of which the audit has {entries[subjects.Of(patient)].Count()}");
    }

    private static async Task<int> State(ServerProcess server, string kind, string id, int sent)
    {
        var (status, body) = await server.Send(HttpMethod.Get, $"fhir/{kind}/{id}");
        if ((int)status == 404) return 0;
        // A deleted resource does not tell which state it is in; that of the neighbours does not fit.
        if ((int)status == 410) return IsDeleted(sent) ? sent : sent - 1;
        using var json = JsonDocument.Parse(body);
        var text = kind == "Patient" ? json.RootElement.GetProperty("name")[0].GetProperty("given")[0].GetString() : json.RootElement.GetProperty("identifier")[0].GetProperty("value").GetString();
        return int.Parse(text!, CultureInfo.InvariantCulture);
    }

    private static string Kind(int resource) => (resource % 3) switch { 0 => "Patient", 1 => "Observation", _ => "Group" };

    private static string Id(int writer, int resource) => $"w{writer}-{resource}";

    private static bool IsDeleted(int state) => state > 0 && state % 5 == 0;

    private static string Content(string kind, string id, int state) => kind switch
    {
        "Patient" => $$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"n{{state % 50}}","given":["{{state}}"]}],"birthDate":"19{{10 + (state % 80)}}-01-02"}""",
        "Observation" => $$"""{"resourceType":"Observation","id":"{{id}}","identifier":[{"value":"{{state}}"}],"status":"final","code":{"text":"n{{state % 50}}"},"subject":{"reference":"Patient/{{id[..^1]}}0"},"valueQuantity":{"value":{{state}} } }""",
        _ => $$"""{"resourceType":"Group","id":"{{id}}","identifier":[{"value":"{{state}}"}],"type":"person","actual":true,"name":"n{{state % 50}}"}""",
    };

    private static string Transaction(int writer, int resource, int state)
    {
        var entries = new[] { Id(writer, resource), Id(writer, resource) + "-twin" }.Select(id =>
            $$"""{"resource":{{Content("Group", id, state)}},"request":{"method":"PUT","url":"Group/{{id}}"} }""");
        return $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }

    private void Note(string complaint)
    {
        lock (Complaints) Complaints.Add(complaint);
    }

    private void NoteSeen(string patient)
    {
        lock (Complaints) seen[patient] = seen.GetValueOrDefault(patient) + 1;
    }

    private void Count(bool isWrite)
    {
        lock (Complaints)
        {
            requests++;
            if (isWrite) Acknowledged++;
        }
    }
}
