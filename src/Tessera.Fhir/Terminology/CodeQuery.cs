namespace Tessera.Fhir.Terminology;

/// <summary>What is asked of a value set: a code of a system, and of one of its versions when that is named.</summary>
internal readonly ref struct CodeQuery
{
    /// <summary>How many imports one question may follow: value sets that import the next one twice, many times over, must not
    /// take for ever. The packages need fewer than a hundred.</summary>
    public const int Budget = 10_000;

    public readonly ReadOnlySpan<byte> System;
    public readonly ReadOnlySpan<byte> Version;
    public readonly ReadOnlySpan<byte> Code;
    public readonly uint Hash;
    private readonly ref int budget;

    public CodeQuery(ReadOnlySpan<byte> system, ReadOnlySpan<byte> version, ReadOnlySpan<byte> code, ref int budget)
    {
        System = system;
        Version = version;
        Code = code;
        Hash = CodeHash.Of(code);
        this.budget = ref budget;
    }

    /// <summary>Counts an import; false when the question has followed too many.</summary>
    public bool MayFollow() => --budget >= 0;
}
