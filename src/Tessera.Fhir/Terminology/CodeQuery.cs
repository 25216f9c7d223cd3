namespace Tessera.Fhir.Terminology;

/// <summary>What is asked of a value set: a code with its system and version, or a code of any system.</summary>
internal readonly ref struct CodeQuery(ReadOnlySpan<byte> system, ReadOnlySpan<byte> version, ReadOnlySpan<byte> code, bool anySystem)
{
    public readonly ReadOnlySpan<byte> System = system;
    public readonly ReadOnlySpan<byte> Version = version;
    public readonly ReadOnlySpan<byte> Code = code;
    public readonly bool AnySystem = anySystem;
}
