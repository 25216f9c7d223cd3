namespace Tessera.Store;

/// <summary>The labels that current resources carry in <c>meta</c>, each once.</summary>
/// <param name="Profiles">Canonical URLs of profiles.</param>
/// <param name="Security">Security labels.</param>
/// <param name="Tags">Tags.</param>
public sealed record StoreLabels(
    IReadOnlyList<string> Profiles, IReadOnlyList<(string System, string Code)> Security, IReadOnlyList<(string System, string Code)> Tags);
