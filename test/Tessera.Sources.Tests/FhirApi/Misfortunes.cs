namespace Tessera.Sources.Tests.FhirApi;

/// <summary>How often a server does what it should not, in percent of its answers; and from which seed it draws.</summary>
internal sealed record Misfortunes(int Seed)
{
    public int Busy { get; init; }

    public int Throttled { get; init; }

    public int Cut { get; init; }

    public int Garbage { get; init; }

    public int Broken { get; init; }

    public int TokenLost { get; init; }

    public int PageRepeated { get; init; }

    public int EntryRepeated { get; init; }

    public int SearchForgotten { get; init; }

    public static Misfortunes None { get; } = new(0);
}
