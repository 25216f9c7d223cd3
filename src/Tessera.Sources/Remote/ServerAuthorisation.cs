namespace Tessera.Sources.Remote;

/// <summary>How a server is told who asks.</summary>
public abstract record ServerAuthorisation
{
    private protected ServerAuthorisation()
    {
    }

    /// <summary>A token that somebody else renews: the place is read again when the server refuses it.</summary>
    /// <param name="Token">The token.</param>
    public sealed record Bearer(Secret Token) : ServerAuthorisation;

    /// <summary>OAuth 2.0 client credentials (RFC 6749, 4.4), the secret sent as HTTP Basic.</summary>
    /// <param name="ClientId">Who we are to the server.</param>
    /// <param name="ClientSecret">The secret.</param>
    public sealed record ClientCredentials(string ClientId, Secret ClientSecret) : AtTokenEndpoint;

    /// <summary>SMART Backend Services: a signed assertion instead of a secret. See https://hl7.org/fhir/smart-app-launch/backend-services.html</summary>
    /// <param name="ClientId">Who we are to the server.</param>
    /// <param name="PrivateKey">The private key: PEM or JWK, RSA (RS384) or P-384 (ES384).</param>
    public sealed record BackendServices(string ClientId, Secret PrivateKey) : AtTokenEndpoint
    {
        /// <summary>Id of the key in the set that the server knows; that of the JWK when null.</summary>
        public string? KeyId { get; init; }
    }

    /// <summary>An authorisation that is asked for at a token endpoint.</summary>
    public abstract record AtTokenEndpoint : ServerAuthorisation
    {
        private protected AtTokenEndpoint()
        {
        }

        /// <summary>The token endpoint; null to ask the server's <c>.well-known/smart-configuration</c>.</summary>
        public Uri? TokenAddress { get; init; }

        /// <summary>The scope that is asked for.</summary>
        public string Scope { get; init; } = "system/*.read";
    }
}
