using System.Diagnostics.CodeAnalysis;
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
}
