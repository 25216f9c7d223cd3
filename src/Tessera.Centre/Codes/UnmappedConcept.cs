using Tessera.Fhir.Definitions;

namespace Tessera.Centre.Codes;

/// <summary>A concept of a document that has no code of the value set it is bound to.</summary>
internal sealed record UnmappedConcept(string Profile, string Path, string System, string Value, string? Label, CodeCause Cause, ElementBinding? Binding)
{
    /// <summary>The key under which a source's values are listed.</summary>
    public CodeKey Key(string source) => new(source, Profile, Path, System, Value);
}
