namespace Tessera.Sources.Settings;

/// <summary>Why a text is not the YAML that the program reads.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record YamlProblem(int Line, int Column, string Message, string Fix);
