using System.Globalization;

namespace Tessera.Database.AppendLogs;

/// <summary>The place of an entry in an append-only log; later entries have greater ones.</summary>
/// <param name="Segment">Number of the file, from 1.</param>
/// <param name="Offset">Where in the file the entry begins.</param>
public readonly record struct LogPlace(long Segment, int Offset) : IComparable<LogPlace>
{
    /// <summary>Before everything.</summary>
    public static LogPlace Start => default;

    /// <summary>Behind everything.</summary>
    public static LogPlace End => new(long.MaxValue, int.MaxValue);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static LogPlace? Parse(string? text)
    {
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0 && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? new LogPlace(segment, offset) : null;
    }

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(LogPlace left, LogPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(LogPlace left, LogPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after another.</summary>
    public static bool operator <=(LogPlace left, LogPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before another.</summary>
    public static bool operator >=(LogPlace left, LogPlace right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(LogPlace other) => Segment == other.Segment ? Offset.CompareTo(other.Offset) : Segment.CompareTo(other.Segment);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}-{Offset}");
}
