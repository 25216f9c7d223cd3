namespace Tessera.Fhir.Path;

/// <summary>Bounds on compiling and running one expression, so that no input can hold a processor or fill the memory.</summary>
/// <param name="MaxLength">Characters of an expression.</param>
/// <param name="MaxDepth">Nesting of an expression; long chains of <c>or</c>, <c>and</c>, <c>|</c>, <c>+</c> and <c>&amp;</c> count once.</param>
/// <param name="MaxValues">Values that one collection holds.</param>
/// <param name="MaxSteps">Values that are produced in one evaluation, intermediate ones included.</param>
/// <param name="MaxText">Bytes of one text that an evaluation makes.</param>
public sealed record FhirPathLimits(
    int MaxLength = 1 << 20, int MaxDepth = 256, int MaxValues = 1_000_000, long MaxSteps = 10_000_000, int MaxText = 16 * 1024 * 1024)
{
    /// <summary>The limits used when none are given.</summary>
    public static FhirPathLimits Default { get; } = new();

    /// <summary>Longest time that one backtracking regular expression may take.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
