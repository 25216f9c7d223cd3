namespace Tessera.Fhir.Terminology.Releases;

/// <summary>A release cannot be read any further. It ends reading and becomes an <see cref="Issue"/> at the edge.</summary>
internal sealed class ReleaseRefusedException(string message, string fix) : Exception(message)
{
    public string Fix => fix;
}
