using System.Text;
using Tessera.Centre.Running;
using YamlDotNet.RepresentationModel;

namespace Tessera.Cli.Settings;

/// <summary>Whom to tell when an import failed or quarantined records. The secret stands in a file or in the environment, never in the configuration.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Variable with the secret, where no file is named.</summary>
    public const string SecretVariable = "TESSERA_WEBHOOK_SECRET";

    private WebhookSettings(Uri address, string? secretFile) => (Address, SecretFile) = (address, secretFile);

    public Uri Address { get; }

    /// <summary>Full path of the file with the secret; null for the environment.</summary>
    public string? SecretFile { get; }

    /// <summary>Reads them.</summary>
    /// <returns>What is wrong and where, or null.</returns>
    public static (YamlNode Place, string Message)? Read(YamlNode value, Func<string, string> resolve, out WebhookSettings? settings)
    {
        settings = null;
        if (value is YamlScalarNode { Value: null or "" }) return null;
        if (value is not YamlMappingNode lines) return (value, "'webhook' needs lines of the form \"url: https://…\" and \"secretFile: path\"");
        string? url = null, secret = null;
        foreach (var (name, line) in lines.Children)
        {
            var (key, text) = ((name as YamlScalarNode)?.Value ?? "", (line as YamlScalarNode)?.Value ?? "");
            if (key == "url") url = text;
            else if (key == "secretFile") secret = resolve(text);
            else return (name, $"'{key}' is no setting of a webhook; there are url, secretFile");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
            return (value, "a webhook needs \"url: https://…\"; without encryption only this machine is told");
        settings = new WebhookSettings(address, secret);
        return null;
    }

    /// <summary>Makes the webhook.</summary>
    /// <param name="centre">Name of the centre.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="problem">Why not, or null.</param>
    public Webhook? Make(string centre, TimeProvider clock, out string? problem)
    {
        problem = null;
        try
        {
            var secret = SecretFile is { } file ? File.ReadAllText(file).Trim() : Environment.GetEnvironmentVariable(SecretVariable) ?? "";
            if (Encoding.UTF8.GetByteCount(secret) >= Webhook.ShortestSecret) return new Webhook(Address, Encoding.UTF8.GetBytes(secret), centre, clock);
            problem = $"The webhook needs a secret of at least {Webhook.ShortestSecret} bytes in {SecretFile ?? "the variable " + SecretVariable}.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"The secret of the webhook cannot be read from {SecretFile}.";
        }

        return null;
    }
}
