using System.Globalization;

namespace Tessera.Bench;

/// <summary>How large the server benchmark is.</summary>
/// <param name="Resources">About so many synthetic resources.</param>
/// <param name="Store">A store to use again, or to keep; null for one that is thrown away.</param>
public sealed record ServerScenario(int Resources, string? Store)
{
    private const int ResourcesOfPatient = 197;

    /// <summary>Patients that have about so many resources.</summary>
    public int Patients => Math.Max(1, Resources / ResourcesOfPatient);

    /// <summary>Reads <c>--resources N</c> and <c>--store FILE</c>.</summary>
    public static ServerScenario Of(string[] arguments) => new(
        Value(arguments, "--resources") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000,
        Value(arguments, "--store") is { } path ? Path.GetFullPath(path) : null);

    private static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
