using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>A compiled part of an expression with what is known of its values.</summary>
internal readonly record struct Compiled(Operation Operation, StaticType Type);
