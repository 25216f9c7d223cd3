using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path;

/// <summary>The values of one evaluation, or why there are none. Dispose it after use: the list goes back to a pool, and nothing is
/// allocated. Without that it is ordinary garbage. A result that was disposed cannot be read.</summary>
public readonly struct FhirPathResult : IDisposable
{
    private readonly ValueBuffer? buffer;
    private readonly int lease;

    internal FhirPathResult(ValueBuffer? buffer, Issue? issue)
    {
        (this.buffer, Issue) = (buffer, issue);
        lease = buffer?.Lease ?? 0;
    }

    /// <summary>Why there is no result, or null.</summary>
    public Issue? Issue { get; }

    /// <summary>Whether the evaluation came to an end.</summary>
    [MemberNotNullWhen(false, nameof(Issue))]
    public bool IsSuccess => Issue is null;

    /// <summary>Number of values.</summary>
    public int Count => Values.Length;

    /// <summary>The values, in order.</summary>
    /// <exception cref="ObjectDisposedException">The result was disposed.</exception>
    public ReadOnlySpan<FhirPathValue> Values
    {
        get
        {
            if (buffer is null) return default;
            ObjectDisposedException.ThrowIf(buffer.Lease != lease, typeof(FhirPathResult));
            return buffer.Values;
        }
    }

    /// <summary>Walks over the values.</summary>
    public ReadOnlySpan<FhirPathValue>.Enumerator GetEnumerator() => Values.GetEnumerator();

    /// <summary>The values in a list that stays.</summary>
    public IReadOnlyList<FhirPathValue> ToList() => Values.ToArray();

    /// <summary>Gives the list back.</summary>
    public void Dispose()
    {
        if (buffer is not null && buffer.Lease == lease) buffer.GiveBack();
    }
}
