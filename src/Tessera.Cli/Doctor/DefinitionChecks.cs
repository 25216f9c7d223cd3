using Tessera.Cli.Settings;
using Tessera.Cli.Terminology;
using Tessera.Fhir.Definitions;

namespace Tessera.Cli.Doctor;

/// <summary>The FHIR packages that were compiled in, those that the centre's configuration brings, and the code systems and value sets that it imported.</summary>
internal static class DefinitionChecks
{
    public static IEnumerable<Check> Run(CommandSettings? settings)
    {
        var started = TimeProvider.System.GetTimestamp();
        if (!BuiltInDefinitions.TryOpen(out var definitions, out var problem))
        {
            yield return new("definitions", "packages", Health.Problem, problem, "Build the program again: ./tessera does it when artifacts/ is removed.");
            yield break;
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        if (settings is not null)
        {
            if (BuiltInDefinitions.TryOpen(settings, out var extended, out problem))
            {
                definitions = extended;
                foreach (var damage in settings.File is { } file ? new TerminologyFolder(file.TerminologyFolder).Damaged() : []) yield return new("definitions", "terminology", Health.Problem, damage, null);
            }
            else yield return new("definitions", "packages", Health.Problem, problem, "Mend it as it says, or take it out of packages: in the configuration.");
        }

        foreach (var package in definitions.Packages) yield return Check.Good("definitions", package.Name, Describe(definitions, package));
        yield return Check.Good("definitions", "ready in", $"{elapsed.TotalMilliseconds:0} ms");
    }

    private static string Describe(FhirDefinitions definitions, PackageIdentity package)
    {
        var origin = package.Origin.Length > 0 ? $" (from {package.Origin})" : "";
        // What the centre imported is called after the one system that it holds.
        var codes = definitions.FindCodeSystem(package.Name) is { } system ? $", {system.Count:N0} codes" : "";
        return package.Version + Count(DefinitionKind.StructureDefinition, "structures") + Count(DefinitionKind.CodeSystem, "code systems")
            + Count(DefinitionKind.ValueSet, "value sets") + codes + origin;

        string Count(DefinitionKind kind, string unit) => definitions.Urls(kind, package.Name).Count() is > 0 and var count ? $", {count:N0} {unit}" : "";
    }
}
