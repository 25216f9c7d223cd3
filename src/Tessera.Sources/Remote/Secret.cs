namespace Tessera.Sources.Remote;

/// <summary>Where a secret is kept: an environment variable or a file. The secret itself is read when it is needed and never printed.</summary>
public sealed record Secret
{
    private readonly string? variable;
    private readonly string? file;

    private Secret(string? variable, string? file) => (this.variable, this.file) = (variable, file);

    /// <summary>A secret in an environment variable.</summary>
    public static Secret InEnvironment(string variable) => new(variable, null);

    /// <summary>A secret in a file; spaces and line ends around it do not count.</summary>
    public static Secret InFile(string path) => new(null, path);

    /// <summary>Reads the secret.</summary>
    /// <exception cref="RemoteSourceException">There is none.</exception>
    internal string Read()
    {
        try
        {
            var text = variable is not null ? Environment.GetEnvironmentVariable(variable) : File.ReadAllText(file!);
            return text?.Trim() is { Length: > 0 } secret ? secret : throw new RemoteSourceException($"there is no secret in {this}") { IsConfiguration = true };
        }
        catch (Exception failure) when (failure is IOException and not RemoteSourceException or UnauthorizedAccessException)
        {
            throw new RemoteSourceException($"the secret in {this} cannot be read", failure) { IsConfiguration = true };
        }
    }

    /// <summary>Where it is kept, never what it is.</summary>
    public override string ToString() => variable is not null ? $"the variable {variable}" : $"the file {file}";
}
