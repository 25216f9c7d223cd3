using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Tessera.Web.Tests.Cases;

/// <summary>Cases C: input that is meant to hurt. Each is answered with an outcome, and the server lives.</summary>
public sealed class HostileInputCases(RunningServer server) : IClassFixture<RunningServer>
{
    public static TheoryData<string> Nested() =>
    [
        $$"""{"resourceType":"Patient","name":{{Repeat("[", 10_000)}}{{Repeat("]", 10_000)}}}""",
        $$"""{"resourceType":"Patient",{{Repeat("\"extension\":[{", 500)}}"url":"x"{{Repeat("}]", 500)}}}""",
        $$"""{"resourceType":"Patient",{{Repeat("\"contained\":[{\"resourceType\":\"Patient\",", 200)}}"active":true{{Repeat("}]", 200)}}}""",
    ];

    [Theory]
    [MemberData(nameof(Nested))]
    public async Task C01_deep_nesting_is_refused(string body)
    {
        Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/Patient", body)).Status);
        await IsAlive();
    }

    [Fact]
    public async Task C01_the_depth_is_a_setting()
    {
        var builtIn = new BuiltInDefinitions();
        await using var strict = new RunningServer(builtIn) { Settings = ServerSettings.Loopback(0) with { MaxDepth = 8 } };
        await strict.InitializeAsync();
        Assert.Equal(201, (await strict.Send(HttpMethod.Post, "/fhir/Patient", """{"resourceType":"Patient","name":[{"given":["Ann"]}]}""")).Status);
        Assert.Equal(400, (await strict.Send(HttpMethod.Post, "/fhir/Patient", $$"""{"resourceType":"Patient",{{Repeat("\"extension\":[{", 5)}}"url":"x"{{Repeat("}]", 5)}}}""")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C02_a_body_over_the_limit_is_413_also_without_a_length(bool chunked)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","language":"{{new string('x', 300_000)}}"}""");
        HttpContent content = chunked ? new StreamContent(new Unmeasured(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new("application/fhir+json");
        var answer = await server.Send(new HttpRequestMessage(HttpMethod.Post, "/fhir/Patient") { Content = content });
        Assert.Equal((413, "too-long"), (answer.Status, answer.IssueCode));
        await IsAlive();
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","gender":"male","gender":"female"}""")]
    [InlineData("""{"resourceType":"Patient","resourceType":"Observation"}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","id":"b"}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a","family":"b"}]}""")]
    public async Task C03_a_name_twice_is_refused(string body) => Assert.Equal(400, (await server.Send(HttpMethod.Post, "/fhir/Patient", body)).Status);

    public static TheoryData<string, byte[]> BrokenTexts() => new()
    {
        { "bytes that are not UTF-8", [.. """{"resourceType":"Patient","language":" """u8, 0xC3, 0x28, .. "\"}"u8] },
        { "half of a surrogate pair", Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\",\"gender\":\"\\uD800\"}") },
        { "NUL, escaped", Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\",\"gender\":\"fe\\u0000male\"}") },
        { "NUL", [.. "{\"resourceType\":\"Patient\",\"gender\":\"fe"u8, 0, .. "male\"}"u8] },
        { "UTF-16", Encoding.Unicode.GetBytes("""{"resourceType":"Patient"}""") },
        { "UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"resourceType":"Patient"}""")] },
        { "nothing but zeros", new byte[100] },
    };

    [Theory]
    [MemberData(nameof(BrokenTexts))]
    public async Task C05_broken_text_is_refused_never_a_fault(string what, byte[] body)
    {
        Assert.NotEmpty(what);
        var answer = await server.Post("/fhir/Patient", body);
        Assert.InRange(answer.Status, 400, 422);
        _ = answer.IssueCode;
    }

    [Fact]
    public async Task C05_a_mark_of_UTF_8_before_the_body_is_left_out() =>
        Assert.Equal(201, (await server.Post("/fhir/Patient", [0xEF, 0xBB, 0xBF, .. """{"resourceType":"Patient"}"""u8])).Status);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate, gzip")]
    public async Task C08_a_compressed_body_is_refused_before_it_is_unpacked(string encoding)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) await zip.WriteAsync(new byte[50_000_000]);
        var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/fhir+json") } };
        content.Headers.ContentEncoding.Clear();
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var answer = await server.Send(new HttpRequestMessage(HttpMethod.Post, "/fhir/Patient") { Content = content });
        Assert.Equal((415, "not-supported"), (answer.Status, answer.IssueCode));
    }

    [Theory]
    [InlineData("family=' or 1=1 --")]
    [InlineData("family=%")]
    [InlineData("family=_____")]
    [InlineData("family=a\\,b|c$d")]
    [InlineData("_id=' or '1'='1")]
    [InlineData("identifier=x' union select body from resource --|y")]
    [InlineData("family=$.name[*]")]
    public async Task C11_characters_that_mean_something_in_SQL_mean_themselves(string query)
    {
        await server.Put("""{"resourceType":"Patient","id":"c11","name":[{"family":"Plain"}]}""");
        var parts = query.Split('=', 2);
        var answer = await server.Get($"/fhir/Patient?{parts[0]}={Uri.EscapeDataString(parts[1])}");
        if (answer.Status == 200) Assert.False(answer.Json.TryGetProperty("entry", out _));
        else Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("/fhir/Patient?_sort=birthdate;drop table resource")]
    [InlineData("/fhir/Patient?name' or 1=1 --=x")]
    [InlineData("/fhir/Patient/' or 1=1 --")]
    [InlineData("/fhir/Patient/x/_history/1 or 1=1")]
    [InlineData("/fhir/Patient?_cursor=' or 1=1 --")]
    [InlineData("/fhir/Patient?_filter=name eq 'x' or 1=1")]
    public async Task C11_and_elsewhere_they_are_refused(string path)
    {
        Assert.InRange((await server.Get(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal))).Status, 400, 404);
        await IsAlive();
    }

    [Fact]
    public async Task C11_a_header_is_a_value_too() =>
        Assert.InRange((await server.Send(HttpMethod.Put, "/fhir/Patient/c11h", """{"resourceType":"Patient","id":"c11h"}""", ("If-Match", "W/\"1' or 1=1\""))).Status, 400, 412);

    [Fact]
    public async Task C16_references_that_go_round_come_to_an_end()
    {
        await server.Put("""{"resourceType":"Organization","id":"c16a","name":"a","partOf":{"reference":"Organization/c16b"} }""");
        await server.Put("""{"resourceType":"Organization","id":"c16b","name":"b","partOf":{"reference":"Organization/c16a"} }""");
        await server.Put("""{"resourceType":"Organization","id":"c16c","name":"c","partOf":{"reference":"Organization/c16c"} }""");
        foreach (var query in new[] { "_id=c16a&_include:iterate=Organization:partof", "_id=c16c&_include:iterate=Organization:partof&_revinclude:iterate=Organization:partof", "partof.partof.partof.partof=Organization/c16a" })
        {
            var answer = await server.Get($"/fhir/Organization?{query}");
            Assert.InRange(answer.Status, 200, 400);
            if (answer.Json.TryGetProperty("entry", out var entries)) Assert.InRange(entries.GetArrayLength(), 1, 3);
        }
    }

    [Fact]
    public async Task C16_value_sets_that_hold_each_other_come_to_an_end()
    {
        foreach (var (one, other) in new[] { ("a", "b"), ("b", "a") })
            await server.Put($$"""{"resourceType":"ValueSet","id":"c16{{one}}","url":"urn:c16{{one}}","status":"active","compose":{"include":[{"valueSet":["urn:c16{{other}}"]}]} }""");
        Assert.InRange((await server.Get("/fhir/ValueSet/c16a/$expand")).Status, 200, 499);
        Assert.InRange((await server.Get("/fhir/Observation?code:in=urn:c16a")).Status, 200, 499);
        await IsAlive();
    }

    [Fact]
    public async Task C17_a_page_has_its_largest_size_whatever_is_asked_for()
    {
        await using var small = new RunningServer(new BuiltInDefinitions()) { Settings = ServerSettings.Loopback(0) with { LargestPage = 3 } };
        await small.InitializeAsync();
        for (var i = 0; i < 5; i++) await small.Put($$"""{"resourceType":"Patient","id":"c17-{{i}}"}""");
        foreach (var path in new[] { "/fhir/Patient?_count=1000000000", "/fhir/Patient?_count=1000", "/fhir/Patient/_history?_count=1000" })
        {
            var answer = await small.Get(path);
            if (answer.Status == 400) continue;   // a number that is none here is refused
            Assert.Equal(3, answer.Json.GetProperty("entry").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("alternatives")]
    [InlineData("conditions")]
    [InlineData("chain")]
    [InlineData("includes")]
    public async Task C17_a_search_without_measure_is_answered_or_refused(string kind)
    {
        var query = kind switch
        {
            "alternatives" => "_id=" + string.Join(',', Enumerable.Range(0, 10_000)),
            "conditions" => string.Join('&', Enumerable.Range(0, 2_000).Select(number => $"identifier={number}")),
            "chain" => string.Concat(Enumerable.Repeat("link.", 50)) + "_id=1",
            _ => "_include=*&_revinclude=*&_include:iterate=*",
        };
        var answer = await server.Send(HttpMethod.Post, "/fhir/Patient/_search", query, ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.True(answer.Status is 200 or (>= 400 and < 500), $"{answer.Status} {answer.Body[..Math.Min(300, answer.Body.Length)]}");
        await IsAlive();
    }

    [Fact]
    public async Task C17_work_that_takes_too_long_is_stopped_and_said_to_be_too_costly()
    {
        // Stopped before it begins: no test waits for a clock.
        await using var hasty = new RunningServer(new BuiltInDefinitions()) { Settings = ServerSettings.Loopback(0) with { RequestTime = TimeSpan.Zero } };
        await hasty.InitializeAsync();
        var answer = await hasty.Get("/fhir/Patient?name=x");
        Assert.Equal((503, "too-costly"), (answer.Status, answer.IssueCode));
        Assert.Equal(503, (await hasty.Get("/patients")).Status);
    }

    [Fact]
    public async Task C18_five_hundred_slow_connections_do_not_keep_others_from_being_served()
    {
        await using var patient = new RunningServer(new BuiltInDefinitions()) { Settings = ServerSettings.Loopback(0) with { HeaderTime = TimeSpan.FromSeconds(2) } };
        await patient.InitializeAsync();
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                var client = new TcpClient("127.0.0.1", patient.Client.BaseAddress!.Port);
                slow.Add(client);
                // Half of them are slow with their headers, half with their bodies.
                await client.GetStream().WriteAsync(i % 2 == 0
                    ? "GET /fhir/Patient HTTP/1.1\r\nHo"u8.ToArray()
                    : "POST /fhir/Patient HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/fhir+json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray());
            }

            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(201, (await patient.Send(HttpMethod.Post, "/fhir/Patient", """{"resourceType":"Patient"}""")).Status);
                Assert.Equal(200, (await patient.Get("/fhir/Patient?_count=1")).Status);
            }

            // Headers that do not come are given up, with 408 or without a word.
            var answer = new byte[64];
            var read = await slow[0].GetStream().ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(read == 0 || Encoding.ASCII.GetString(answer, 0, read).StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var client in slow) client.Dispose();
        }
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 7\r\n")]
    public async Task C18_a_length_that_is_told_twice_is_400(string headers)
    {
        using var client = new TcpClient("127.0.0.1", server.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /fhir/Patient HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/fhir+json\r\n{headers}\r\n0\r\n\r\n"));
        var answer = new byte[64];
        var read = await stream.ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C21_characters_that_turn_text_round_are_isolated_and_marked()
    {
        await server.Put("{\"resourceType\":\"Patient\",\"id\":\"c21\",\"name\":[{\"family\":\"Do\\u202Ee\\u2066x\\u200B\",\"given\":[\"An\\u200Dn\"]}]}");
        await server.Node.Projector.CatchUp(TestContext.Current.CancellationToken);
        foreach (var path in new[] { "/patients", "/patients/c21/records", "/records/Patient/c21" })
        {
            var page = await server.Get(path);
            Assert.Equal(200, page.Status);
            Assert.True(page.Body.Contains("Do[U+202E]e[U+2066]x[U+200B]", StringComparison.Ordinal), path + page.Body[Math.Max(0, page.Body.IndexOf("Do", 1500, StringComparison.Ordinal) - 200)..]);
            Assert.Contains("<bdi>", page.Body, StringComparison.Ordinal);
            foreach (var control in new[] { "\u202E", "&#x202E;", "\u2066", "&#x2066;", "\u200B", "&#x200B;" }) Assert.DoesNotContain(control, page.Body, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private async Task IsAlive() => Assert.Equal(200, (await server.Get("/health")).Status);

    /// <summary>A stream that does not know its length, so that it is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
