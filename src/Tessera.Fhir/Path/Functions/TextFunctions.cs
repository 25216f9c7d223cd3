using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>startsWith</c>, <c>endsWith</c> and <c>contains</c>.</summary>
internal sealed class TextTestOperation(Operation source, Operation argument, TextTest test) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!Arguments.TryText(evaluation, source, focus, out var value) || !Arguments.TryText(evaluation, argument, focus, out var part)) return Truth.Empty;
        var text = SystemValues.Text(value);
        var sought = SystemValues.Text(part);
        return Singleton.Of(test switch
        {
            TextTest.StartsWith => text.StartsWith(sought),
            TextTest.EndsWith => text.EndsWith(sought),
            _ => text.IndexOf(sought) >= 0,
        });
    }
}

/// <summary>What <see cref="TextTestOperation"/> looks at.</summary>
internal enum TextTest : byte
{
    StartsWith,
    EndsWith,
    Contains,
}

/// <summary><c>indexOf</c> and <c>lastIndexOf</c>.</summary>
internal sealed class IndexOfOperation(Operation source, Operation argument, bool last) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryText(evaluation, source, focus, out var whole) || !Arguments.TryText(evaluation, argument, focus, out var part)) return false;
        var text = SystemValues.Text(whole);
        var sought = SystemValues.Text(part);
        var at = last ? text.LastIndexOf(sought) : text.IndexOf(sought);
        value = FhirPathValue.Of(at < 0 ? -1 : Texts.Position(text, at));
        return true;
    }
}

/// <summary><c>length()</c>.</summary>
internal sealed class LengthOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var found = Arguments.TryText(evaluation, source, focus, out var text);
        value = found ? FhirPathValue.Of(Texts.Length(SystemValues.Text(text))) : default;
        return found;
    }
}

/// <summary><c>substring(start, length)</c>.</summary>
internal sealed class SubstringOperation(Operation source, Operation start, Operation? length) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryText(evaluation, source, focus, out var whole) || !Arguments.TryInteger(evaluation, start, focus, out var first)) return false;
        var text = SystemValues.Text(whole);
        var from = first is < 0 or > int.MaxValue ? -1 : Texts.Offset(text, (int)first);
        if (from < 0 || from >= text.Length) return false;
        var to = text.Length;
        if (length is not null && length.Any(evaluation, focus))
        {
            if (!Arguments.TryInteger(evaluation, length, focus, out var count)) return false;
            if (count <= 0) to = from;
            else if (count < text.Length && Texts.Offset(text[from..], (int)count) is >= 0 and var end) to = from + end;
        }
        value = SystemValues.Slice(whole, from, to - from);
        return true;
    }
}

/// <summary>Functions from one text to another or to several.</summary>
internal sealed class TextMapOperation(Operation source, Func<byte[], IEnumerable<byte[]>> map) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (!Arguments.TryText(evaluation, source, focus, out var text)) return !evaluation.HasFailed;
        foreach (var result in map(SystemValues.Text(text).ToArray()))
            if (!evaluation.SpendText(result.Length + 8) || !sink.Accept(evaluation, FhirPathValue.OfUtf8(result))) return false;
        return true;
    }
}

/// <summary>Functions of a text and one more (<c>split</c>, <c>encode</c>, …); null for no answer.</summary>
internal sealed class TextPairOperation(Operation source, Operation argument, Func<byte[], byte[], IEnumerable<byte[]>?> map) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (!Arguments.TryText(evaluation, source, focus, out var text) || !Arguments.TryText(evaluation, argument, focus, out var other)) return !evaluation.HasFailed;
        if (map(SystemValues.Text(text).ToArray(), SystemValues.Text(other).ToArray()) is not { } results) return true;
        foreach (var result in results)
            if (!evaluation.SpendText(result.Length + 8) || !sink.Accept(evaluation, FhirPathValue.OfUtf8(result))) return false;
        return true;
    }
}

/// <summary><c>replace(pattern, substitution)</c>.</summary>
internal sealed class ReplaceOperation(Operation source, Operation pattern, Operation substitution) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryText(evaluation, source, focus, out var whole) || !Arguments.TryText(evaluation, pattern, focus, out var sought) ||
            !Arguments.TryText(evaluation, substitution, focus, out var with)) return false;
        var text = SystemValues.Text(whole);
        var part = SystemValues.Text(sought);
        var replacement = SystemValues.Text(with);
        var possible = part.IsEmpty ? Texts.Length(text) + 1 : text.Length / part.Length;
        if (text.Length + (long)possible * replacement.Length > evaluation.Limits.MaxText && text.Length + (long)text.Count(part) * replacement.Length > evaluation.Limits.MaxText)
            return evaluation.SpendText(long.MaxValue);
        if (!evaluation.SpendText(text.Length)) return false;
        value = FhirPathValue.OfUtf8(part.IsEmpty ? Interleave(text, replacement) : Replace(text, part, replacement));
        return true;
    }

    private static byte[] Replace(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, ReadOnlySpan<byte> replacement)
    {
        var result = new List<byte>(text.Length);
        for (var at = text.IndexOf(part); at >= 0; at = text.IndexOf(part))
        {
            result.AddRange(text[..at]);
            result.AddRange(replacement);
            text = text[(at + part.Length)..];
        }
        result.AddRange(text);
        return [.. result];
    }

    // An empty pattern stands before, between and after the characters.
    private static byte[] Interleave(ReadOnlySpan<byte> text, ReadOnlySpan<byte> replacement)
    {
        var result = new List<byte>(text.Length + (text.Length + 1) * replacement.Length);
        foreach (var b in text)
        {
            if ((b & 0xC0) != 0x80) result.AddRange(replacement);
            result.Add(b);
        }
        result.AddRange(replacement);
        return [.. result];
    }
}

/// <summary><c>join(separator)</c>.</summary>
internal sealed class JoinOperation(Operation source, Operation? separator) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        var between = default(FhirPathValue);
        if (separator is not null && !Arguments.TryText(evaluation, separator, focus, out between)) return false;
        var values = source.ToBuffer(evaluation, focus);
        var result = new List<byte>();
        var any = false;
        var before = 0;
        for (var i = 0; i < values.Count; i++)
        {
            if (!SystemValues.TryUnwrap(values[i], out var text)) continue;
            if (text.Kind != FhirPathValueKind.String)
            {
                evaluation.Fail("Only strings can be joined.");
                break;
            }
            if (any && between.Exists) result.AddRange(SystemValues.Text(between));
            result.AddRange(SystemValues.Text(text));
            any = true;
            if (!evaluation.SpendText(result.Count - before) || result.Count > evaluation.Limits.MaxText && !evaluation.SpendText(result.Count)) break;
            before = result.Count;
        }
        evaluation.Return(values);
        value = FhirPathValue.OfUtf8([.. result]);
        return any && !evaluation.HasFailed;
    }
}

/// <summary><c>&amp;</c>: nothing counts as the empty text.</summary>
internal sealed class ConcatenateOperation(Operation[] operands) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var result = new List<byte>();
        foreach (var operand in operands)
        {
            if (Arguments.TryText(evaluation, operand, focus, out var text)) result.AddRange(SystemValues.Text(text));
            if (evaluation.HasFailed || result.Count > evaluation.Limits.MaxText) break;
        }
        value = default;
        if (!evaluation.SpendText(result.Count) || evaluation.HasFailed) return false;
        value = FhirPathValue.OfUtf8([.. result]);
        return true;
    }
}
