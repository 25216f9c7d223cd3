namespace Tessera.Architecture;

internal static class Expect
{
    /// <summary>Fails with all of <paramref name="violations"/>, one a line, where a collection assertion would cut the list.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
