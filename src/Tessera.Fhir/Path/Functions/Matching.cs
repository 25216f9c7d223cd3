using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary>A regular expression of an expression. Without backtracking where its language allows, so that no text makes it slow;
/// the others have a time limit.</summary>
internal sealed class PathPattern(Operation pattern, bool whole)
{
    private Known? known;

    /// <summary>The pattern for a focus; false when there is none or it is wrong.</summary>
    public bool TryGet(Evaluation evaluation, in FhirPathValue focus, [NotNullWhen(true)] out Regex? regex)
    {
        regex = null;
        if (!Arguments.TryText(evaluation, pattern, focus, out var value)) return false;
        var text = SystemValues.Text(value);
        var kept = known;
        if (kept is not null && text.SequenceEqual(kept.Text))
        {
            regex = kept.Regex;
        }
        else
        {
            regex = Make(Encoding.UTF8.GetString(text), evaluation.Limits.RegexTimeout);
            known = new Known(text.ToArray(), regex);
        }
        return regex is not null || evaluation.Fail("The regular expression is not valid.");
    }

    /// <summary>Counts the work: what backtracks by the time it took, so that many slow texts together are bounded too.</summary>
    public static void Spend(Evaluation evaluation, Regex regex, int length, long started) =>
        evaluation.Spend((regex.Options & RegexOptions.NonBacktracking) != 0 ? length / 8 : (int)Stopwatch.GetElapsedTime(started).Ticks);

    private Regex? Make(string text, TimeSpan timeout)
    {
        if (whole) text = $@"\A(?:{text})\z";
        const RegexOptions Options = RegexOptions.Singleline | RegexOptions.CultureInvariant;
        try
        {
            return new Regex(text, Options | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, Options, timeout); // back references, look-around and atomic groups need backtracking
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Known(byte[] Text, Regex? Regex);
}

/// <summary><c>matches(regex)</c>, anywhere in the text, and <c>matchesFull(regex)</c>.</summary>
internal sealed class MatchesOperation(Operation source, PathPattern pattern) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!Arguments.TryText(evaluation, source, focus, out var value) || !pattern.TryGet(evaluation, focus, out var regex)) return Truth.Empty;
        var utf8 = SystemValues.Text(value);
        var rented = utf8.Length > 512 ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        Span<char> text = rented ?? stackalloc char[512];
        try
        {
            var started = Stopwatch.GetTimestamp();
            var found = regex.IsMatch(text[..Encoding.UTF8.GetChars(utf8, text)]);
            PathPattern.Spend(evaluation, regex, utf8.Length, started);
            return Singleton.Of(found);
        }
        catch (RegexMatchTimeoutException)
        {
            evaluation.Fail("The regular expression takes too long on this text.", IssueType.TooCostly);
            return Truth.Empty;
        }
        finally
        {
            if (rented is not null) ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }
}

/// <summary><c>replaceMatches(regex, substitution)</c>.</summary>
internal sealed class ReplaceMatchesOperation(Operation source, Operation patternText, PathPattern pattern, Operation substitution) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryText(evaluation, source, focus, out var text) || !Arguments.TryText(evaluation, patternText, focus, out var written) ||
            !Arguments.TryText(evaluation, substitution, focus, out var with)) return false;
        value = text;
        // The specification leaves an empty pattern open; the official tests want the text back.
        if (SystemValues.Text(written).IsEmpty) return true;
        if (!pattern.TryGet(evaluation, focus, out var regex)) return false;
        try
        {
            var before = text.ToString();
            var replacement = with.ToString();
            if ((long)regex.Count(before) * Math.Max(1, replacement.Length) > evaluation.Limits.MaxText)
                return evaluation.SpendText(long.MaxValue);
            var started = Stopwatch.GetTimestamp();
            value = FhirPathValue.Of(regex.Replace(before, replacement));
            PathPattern.Spend(evaluation, regex, before.Length, started);
            return evaluation.SpendText(SystemValues.Text(value).Length);
        }
        catch (RegexMatchTimeoutException)
        {
            return evaluation.Fail("The regular expression takes too long on this text.", IssueType.TooCostly);
        }
    }
}
