using System.Diagnostics.CodeAnalysis;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminology;
using Tessera.Fhir.Definitions;

namespace Tessera.Cli;

/// <summary>The definitions that were built with this program.</summary>
internal static class BuiltInDefinitions
{
    /// <summary>Opens them.</summary>
    public static bool TryOpen([NotNullWhen(true)] out FhirDefinitions? definitions, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (definitions, problem) = (FhirDefinitions.OpenBuiltIn(), null);
            return true;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            (definitions, problem) = (null, $"The FHIR definitions beside the program cannot be opened: {failure.Message}");
            return false;
        }
    }

    /// <summary>Opens them with the packages that the centre's configuration brings on top, each compiled once beside it, and with the code systems
    /// and value sets that the centre imported.</summary>
    public static bool TryOpen(CommandSettings settings, [NotNullWhen(true)] out FhirDefinitions? definitions, [NotNullWhen(false)] out string? problem)
    {
        if (!TryOpen(out definitions, out problem)) return false;
        if (settings.File is not { } file) return true;
        foreach (var package in file.Packages)
        {
            if (definitions.TryAddPackage(package, file.LayersFolder, out var extended, out var issue)) definitions = extended;
            else problem = $"The package {package} cannot be used: {issue.Message}{(issue.Fix is null ? "" : " " + issue.Fix)}";
            if (problem is not null) break;
        }

        if (problem is null && new TerminologyFolder(file.TerminologyFolder).TryAddTo(definitions, out var whole, out problem)) definitions = whole;
        if (problem is not null) definitions = null;
        return definitions is not null;
    }
}
