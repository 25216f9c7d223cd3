namespace Tessera.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">machine, definitions, configuration or store.</param>
/// <param name="Name">What was looked at.</param>
/// <param name="Health">How it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="Fix">What to do, or null.</param>
internal sealed record Check(string Area, string Name, Health Health, string Found, string? Fix = null)
{
    public static Check Good(string area, string name, string found) => new(area, name, Health.Good, found);
}
