using System.Reflection;
using Tessera.Centre.Checks.Suites;

namespace Tessera.Centre.Checks;

/// <summary>The suites that the program carries.</summary>
public static class CheckSuites
{
    private const string Prefix = "suite:";

    /// <summary>Their names; the first is the one that a check uses when none is named.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mcode-sender", "mcode-receiver", "fhir-r4"];

    /// <summary>Reads a suite.</summary>
    /// <exception cref="ArgumentException">There is no such suite.</exception>
    public static CheckSuite Load(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var parts = assembly.GetManifestResourceNames().Where(resource => resource.StartsWith($"{Prefix}{name}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (!Names.Contains(name) || parts.Count == 0) throw new ArgumentException($"there is no suite '{name}'", nameof(name));
        return SuiteReader.Read(name, parts.Select(part => (part[Prefix.Length..], Text(assembly, part))));
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
