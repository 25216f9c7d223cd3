using Tessera.Database;

namespace Tessera.Web.Tests;

/// <summary>A record whose bytes are not those that were written: an answer says so and holds nothing of it.</summary>
public sealed class DamagedRecordTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_damaged_record_is_an_error_and_its_neighbours_are_answered()
    {
        await server.Put("""{"resourceType":"Patient","id":"damaged","name":[{"family":"Whole"}]}""");
        await server.Put("""{"resourceType":"Patient","id":"neighbour","name":[{"family":"Whole"}]}""");
        await server.Node.Store.Database.Writer.Run(
            connection => connection.Execute("update resource set body = cast(replace(cast(body as text), 'Whole', 'Whale') as blob) where id = 'damaged'"), WritePriority.Interactive, default);
        foreach (var path in new[] { "/fhir/Patient/damaged", "/fhir/Patient/damaged/_history/1", "/fhir/Patient/damaged/_history", "/fhir/Patient?_id=damaged", "/fhir/Patient/damaged/$everything" })
        {
            var answer = await server.Get(path);
            Assert.True(answer.Status == 500, $"{path}: {answer.Status}");
            Assert.Contains("damaged. See what tessera verify says", answer.Body.Replace("\\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("Whale", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await server.Get("/fhir/Patient/neighbour")).Status);
        foreach (var type in new[] { "batch", "transaction" })
        {
            // What is written is told, whatever becomes of a read.
            var answer = await server.Send(HttpMethod.Post, "/fhir", $$"""
                {"resourceType":"Bundle","type":"{{type}}","entry":[
                {"request":{"method":"GET","url":"Patient/damaged"} },
                {"resource":{"resourceType":"Patient","id":"{{type}}"},"request":{"method":"PUT","url":"Patient/{{type}}"} },
                {"request":{"method":"GET","url":"Patient/neighbour"} }]}
                """);
            Assert.Equal(200, answer.Status);
            var responses = answer.Json.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("response")).ToList();
            Assert.Equal(["500", "201", "200"], responses.Select(response => response.GetProperty("status").GetString()![..3]));
            Assert.Equal("OperationOutcome", responses[0].GetProperty("outcome").GetProperty("resourceType").GetString());
            Assert.Equal(200, (await server.Get($"/fhir/Patient/{type}")).Status);
        }

        await server.Put("""{"resourceType":"Patient","id":"damaged","name":[{"family":"Mended"}]}""");
        Assert.Equal(200, (await server.Get("/fhir/Patient/damaged")).Status);
    }
}
