namespace Tessera.Database;

/// <summary>Tells whether bytes of a row pass.</summary>
public delegate bool BytesTest(ReadOnlySpan<byte> bytes);
