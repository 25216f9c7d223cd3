using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Tessera.Web.Observing;

/// <summary>The values of one instrument, apart by attributes, in the form of https://prometheus.io/docs/instrumenting/exposition_formats/</summary>
internal sealed class MetricSeries
{
    // Attributes come from fixed sets; this holds against a mistake of ours.
    private const int MostSeries = 2000;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricCell> cells = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricCell>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Kind kind;
    private readonly double[] bounds;
    private readonly string help;

    public MetricSeries(Instrument instrument)
    {
        (kind, bounds) = KindOf(instrument);
        lookup = cells.GetAlternateLookup<ReadOnlySpan<char>>();
        Name = NameOf(instrument, kind);
        help = instrument.Description ?? "";
    }

    private enum Kind
    {
        Counter,
        Gauge,
        UpDown,
        Histogram,
    }

    /// <summary>The name in Prometheus, with unit and, for counters, <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>Whether values come when they are asked for and are the whole sum.</summary>
    public bool IsObserved { get; init; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        Span<char> buffer = stackalloc char[512];
        var length = 0;
        foreach (var (name, content) in attributes) Append(buffer, ref length, name, content);
        var labels = buffer[..length];
        if (!lookup.TryGetValue(labels, out var cell))
        {
            if (cells.Count >= MostSeries) return;
            cell = cells.GetOrAdd(labels.ToString(), _ => new MetricCell(kind == Kind.Histogram ? bounds : []));
        }

        if (IsObserved || kind == Kind.Gauge) cell.Set(value);
        else cell.Add(value);
    }

    public void Write(StringBuilder text)
    {
        if (cells.IsEmpty) return;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help}\n# TYPE {Name} {(kind == Kind.UpDown ? "gauge" : kind.ToString().ToLowerInvariant())}\n");
        foreach (var (labels, cell) in cells.OrderBy(pair => pair.Key, StringComparer.Ordinal)) cell.Write(text, Name, labels.TrimEnd(','));
    }

    private static void Append(Span<char> buffer, ref int length, string name, object? content)
    {
        // Longer than the buffer does not happen with the attributes that there are; such a one is left out.
        var left = buffer[length..];
        if (!left.TryWrite(CultureInfo.InvariantCulture, $"{name}=\"{content}\",", out var written)) return;
        for (var at = 0; at < name.Length; at++)
            if (left[at] is '.' or '-') left[at] = '_';
        for (var at = name.Length + 2; at < written - 2; at++)
            if (left[at] is '"' or '\\' or '\n') left[at] = ' ';
        length += written;
    }

    private static (Kind, double[]) KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => (Kind.Histogram, histogram.Advice?.HistogramBucketBoundaries is { } bounds ? [.. bounds] : DefaultBounds),
        Histogram<int> histogram => (Kind.Histogram, histogram.Advice?.HistogramBucketBoundaries is { } bounds ? [.. bounds.Select(bound => (double)bound)] : DefaultBounds),
        _ when instrument.GetType().Name.Contains("UpDownCounter", StringComparison.Ordinal) => (Kind.UpDown, []),
        _ when instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal) => (Kind.Counter, []),
        _ => (Kind.Gauge, []),
    };

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
    private static string NameOf(Instrument instrument, Kind kind)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return instrument.Name.Replace('.', '_') + unit + (kind == Kind.Counter ? "_total" : "");
    }
}
