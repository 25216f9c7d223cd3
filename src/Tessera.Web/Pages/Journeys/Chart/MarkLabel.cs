namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Words beside a mark.</summary>
/// <param name="Text">The words, shortened when there was no room.</param>
/// <param name="X">Where they begin, in pixels; or end, when they stand to the left.</param>
/// <param name="Y">Base line from the top of the lane.</param>
/// <param name="Ends">Whether <see cref="X"/> is where they end.</param>
public sealed record MarkLabel(string Text, double X, double Y, bool Ends)
{
    /// <summary>Pixels that a letter takes on average at 12 pixels of size, rounded up.</summary>
    public const double Letter = 7.6;

    /// <summary>The words of a mark that stands for several things: two of them, or one and how many more there are.</summary>
    public static string Joined(IEnumerable<string> words) => words.Where(word => word.Length > 0).Distinct().ToList() switch
    {
        [] => "",
        [var one] => one,
        [var first, var second] => $"{first} · {second}",
        [var first, .. var others] => $"{first} +{others.Count}",
    };

    /// <summary>Where they begin.</summary>
    public double Left => Ends ? X - Width : X;

    /// <summary>Pixels that they take.</summary>
    public double Width => Text.Length * Letter;
}
