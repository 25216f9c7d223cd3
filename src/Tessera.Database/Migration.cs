namespace Tessera.Database;

/// <summary>One forward step of a schema.</summary>
/// <param name="Version">The schema's version after the step, from 1 without gaps.</param>
/// <param name="Name">What the step brings.</param>
/// <param name="Sql">Statements separated by semicolons.</param>
public sealed record Migration(int Version, string Name, string Sql);
