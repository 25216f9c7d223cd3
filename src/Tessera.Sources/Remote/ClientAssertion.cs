using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tessera.Sources.Remote;

/// <summary>The signed assertion by which a program says who it is. See https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html</summary>
internal static class ClientAssertion
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(4);

    /// <summary>Makes an assertion that is good for some minutes and for one use.</summary>
    /// <exception cref="RemoteSourceException">The key is none that SMART allows.</exception>
    public static string Make(string key, string? keyId, string clientId, Uri audience, DateTimeOffset now)
    {
        try
        {
            using var signer = Key(key, out var algorithm, out var ownId);
            var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
            if ((keyId ?? ownId) is { } id) header["kid"] = id;
            var claims = new JsonObject
            {
                ["iss"] = clientId,
                ["sub"] = clientId,
                ["aud"] = audience.AbsoluteUri,
                ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
                ["iat"] = now.ToUnixTimeSeconds(),
                ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)),
            };
            var text = $"{Part(header)}.{Part(claims)}";
            return $"{text}.{Base64Url.EncodeToString(Sign(signer, Encoding.ASCII.GetBytes(text)))}";
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            // The cause may quote the key.
            throw new RemoteSourceException("the private key is neither PEM nor JWK with an RSA or P-384 key") { IsConfiguration = true };
        }
    }

    private static AsymmetricAlgorithm Key(string text, out string algorithm, out string? id)
    {
        id = null;
        if (text.StartsWith('{')) return Jwk(JsonNode.Parse(text)!.AsObject(), out algorithm, out id);
        algorithm = text.Contains("BEGIN EC", StringComparison.Ordinal) ? "ES384" : "RS384";
        try
        {
            return algorithm == "ES384" ? Elliptic(text) : Rsa(text);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException && algorithm == "RS384")
        {
            algorithm = "ES384";
            return Elliptic(text);
        }
    }

    private static RSA Rsa(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static ECDsa Elliptic(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.KeySize == 384 ? key : throw new CryptographicException("not P-384");
    }

    // RFC 7518, 6.2 and 6.3.
    private static AsymmetricAlgorithm Jwk(JsonObject key, out string algorithm, out string? id)
    {
        id = (string?)key["kid"];
        if ((string?)key["kty"] == "EC" && (string?)key["crv"] == "P-384")
        {
            algorithm = "ES384";
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP384, D = Bytes(key, "d"), Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        }

        algorithm = "RS384";
        return RSA.Create(new RSAParameters
        {
            Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e"), D = Bytes(key, "d"),
            P = Bytes(key, "p"), Q = Bytes(key, "q"), DP = Bytes(key, "dp"), DQ = Bytes(key, "dq"), InverseQ = Bytes(key, "qi"),
        });
    }

    private static byte[] Bytes(JsonObject key, string name) => Base64Url.DecodeFromChars((string?)key[name] ?? throw new FormatException(name));

    private static byte[] Sign(AsymmetricAlgorithm key, byte[] text) => key is RSA rsa
        ? rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
        : ((ECDsa)key).SignData(text, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
