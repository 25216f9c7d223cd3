using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tessera.Sources.FhirApi;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Tests.FhirApi;

public sealed class AuthorisationTests(BuiltInDefinitions built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-secrets-").FullName;
    private readonly List<FormCollection> asked = [];
    private readonly List<string?> credentials = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_token_from_a_file_is_read_again_when_the_server_refuses_it()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        server.Token = "second";
        var file = Write("token", "first\n");
        server.Special = context =>
        {
            if (context.Request.Headers.Authorization == "Bearer first") File.WriteAllText(file, "second\n");
            return Task.FromResult(false);
        };
        Assert.Equal(4, Read(server, new ServerAuthorisation.Bearer(Secret.InFile(file))).Count);
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_for_ever_ends_the_run_and_is_in_no_message()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        server.Token = "good";
        var failure = Assert.Throws<RemoteSourceException>(() => Read(server, new ServerAuthorisation.Bearer(Secret.InFile(Write("token", "very-secret")))));
        Assert.True(failure.IsNotAuthorised);
        Assert.DoesNotContain("very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_credentials_get_a_token_and_another_one_when_it_expires()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(30));
        var served = 0;
        server.Token = "token-1";
        server.Special = async context =>
        {
            if (context.Request.Path == "/token") return await Grant(context, $"token-{asked.Count + 1}", server);
            // The server forgets every token after five answers.
            if (++served % 5 == 0) server.Token = "none";
            return false;
        };
        var outcomes = Read(server, new ServerAuthorisation.ClientCredentials("us", Secret.InFile(Write("secret", "a:b c"))) { TokenAddress = new Uri(server.Address, "/token"), Scope = "system/*.rs" });
        Assert.Equal(120, outcomes.Count);
        Assert.True(asked.Count > 1);
        Assert.Equal("system/*.rs", asked[0]["scope"]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("us:a%3Ab%20c")), credentials[0]);
    }

    [Theory]
    [InlineData("RS384", false)]
    [InlineData("RS384", true)]
    [InlineData("ES384", false)]
    [InlineData("ES384", true)]
    public async Task Backend_services_sign_who_they_are(string algorithm, bool asJwk)
    {
        using var rsa = RSA.Create(2048);
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var key = (algorithm, asJwk) switch
        {
            ("RS384", false) => rsa.ExportPkcs8PrivateKeyPem(),
            ("RS384", true) => Jwk(rsa).ToJsonString(),
            (_, false) => elliptic.ExportPkcs8PrivateKeyPem(),
            _ => Jwk(elliptic).ToJsonString(),
        };
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        server.Special = async context =>
        {
            if (context.Request.Path == "/fhir/.well-known/smart-configuration")
            {
                await FakeFhirServer.Say(context, 200, $$"""{"token_endpoint":"{{new Uri(server.Address, "/token")}}"}""");
                return true;
            }

            return context.Request.Path == "/token" && await Grant(context, "granted", server);
        };
        server.Token = "granted";
        Assert.Equal(4, Read(server, new ServerAuthorisation.BackendServices("us", Secret.InFile(Write("key", key))) { KeyId = asJwk ? null : "k1" }).Count);

        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", asked[0]["client_assertion_type"]);
        var parts = asked[0]["client_assertion"].ToString().Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        Assert.Equal((algorithm, "k1"), ((string?)header["alg"], (string?)header["kid"]));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(("us", "us", new Uri(server.Address, "/token").AbsoluteUri), ((string?)claims["iss"], (string?)claims["sub"], (string?)claims["aud"]));
        var (text, signature) = (Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        Assert.True(algorithm == "RS384"
            ? rsa.VerifyData(text, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
            : elliptic.VerifyData(text, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public async Task A_key_that_is_none_is_told_without_quoting_it()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        var failure = Assert.Throws<RemoteSourceException>(() => Read(server, new ServerAuthorisation.BackendServices("us", Secret.InFile(Write("key", "not-a-key-at-all"))) { TokenAddress = new Uri(server.Address, "/token") }));
        Assert.DoesNotContain("not-a-key-at-all", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"the client\nis not known"}""", "/token: the server answers 400: invalid_client (the client is not known)", true)]
    [InlineData("""{"error":"invalid_scope"}""", "the server answers 400: invalid_scope", true)]
    [InlineData("""{"error":"invalid_client","error_description":"wrong secret very-secret/1"}""", "the server answers 400: invalid_client", true)]
    [InlineData("""{"error":"invalid_client","error_description":"in very-secret%2F1"}""", "the server answers 400: invalid_client", true)]
    [InlineData("""{"error":"server_error"}""", "the server answers 400: server_error", false)]
    [InlineData("<html>very-secret/1</html>", "the server answers 400", false)]
    public async Task Why_a_token_is_refused_is_told_without_the_secret(string answer, string said, bool refusesWhoAsks)
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        server.Special = async context =>
        {
            if (context.Request.Path != "/token") return false;
            await FakeFhirServer.Say(context, 400, answer, "application/json");
            return true;
        };
        var asked = new ServerAuthorisation.ClientCredentials("us", Secret.InFile(Write("secret", "very-secret/1"))) { TokenAddress = new Uri(server.Address, "/token") };
        var failure = Assert.Throws<RemoteSourceException>(() => Read(server, asked));
        Assert.EndsWith(said, failure.Message, StringComparison.Ordinal);
        Assert.Equal(refusesWhoAsks, failure.IsNotAuthorised);
        Assert.DoesNotContain("very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_that_is_not_there_is_a_matter_of_the_configuration()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        var failure = Assert.Throws<RemoteSourceException>(() => Read(server, new ServerAuthorisation.BackendServices("us", Secret.InFile(Path.Combine(folder, "nowhere.pem"))) { TokenAddress = new Uri(server.Address, "/token") }));
        Assert.True(failure.IsConfiguration);
        Assert.Contains("nowhere.pem", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_prints_its_place_only()
    {
        Assert.Equal("the variable HOSPITAL_TOKEN", Secret.InEnvironment("HOSPITAL_TOKEN").ToString());
        Assert.DoesNotContain("very-secret", new ServerAuthorisation.Bearer(Secret.InFile(Write("token", "very-secret"))).ToString(), StringComparison.Ordinal);
    }

    private async Task<bool> Grant(HttpContext context, string token, FakeFhirServer server)
    {
        asked.Add((FormCollection)await context.Request.ReadFormAsync());
        credentials.Add(context.Request.Headers.Authorization);
        server.Token = token;
        await FakeFhirServer.Say(context, 200, $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":300}""");
        return true;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private List<RecordOutcome> Read(FakeFhirServer server, ServerAuthorisation authorisation)
    {
        var options = new FhirServerOptions("hospital", server.Address) { PageSize = 5, Remote = new RemoteOptions { Authorisation = authorisation, Attempts = 4, Clock = new HastyClock() } };
        return [.. new FhirServerSource(options, built.Definitions, new ResourceIds(new byte[ResourceIds.KeyLength])).Read(ReadRequest.Everything, default)];
    }

    private static JsonObject Jwk(RSA key)
    {
        var secret = key.ExportParameters(true);
        return new JsonObject
        {
            ["kty"] = "RSA", ["kid"] = "k1", ["n"] = Text(secret.Modulus), ["e"] = Text(secret.Exponent), ["d"] = Text(secret.D),
            ["p"] = Text(secret.P), ["q"] = Text(secret.Q), ["dp"] = Text(secret.DP), ["dq"] = Text(secret.DQ), ["qi"] = Text(secret.InverseQ),
        };
    }

    private static JsonObject Jwk(ECDsa key)
    {
        var secret = key.ExportParameters(true);
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-384", ["kid"] = "k1", ["x"] = Text(secret.Q.X), ["y"] = Text(secret.Q.Y), ["d"] = Text(secret.D) };
    }

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
