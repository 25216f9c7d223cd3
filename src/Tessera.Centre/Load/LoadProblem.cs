using Tessera.Fhir;

namespace Tessera.Centre.Load;

/// <summary>A resource of a file that could not be loaded.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Issue">Why.</param>
public sealed record LoadProblem(string File, int Line, Issue Issue);
