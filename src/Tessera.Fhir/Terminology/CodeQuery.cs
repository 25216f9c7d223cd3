namespace Tessera.Fhir.Terminology;

/// <summary>What is asked of a value set: a code of a system, and of one of its versions when that is named.</summary>
internal readonly ref struct CodeQuery(ReadOnlySpan<byte> system, ReadOnlySpan<byte> version, ReadOnlySpan<byte> code)
{
    public readonly ReadOnlySpan<byte> System = system;
    public readonly ReadOnlySpan<byte> Version = version;
    public readonly ReadOnlySpan<byte> Code = code;
}
