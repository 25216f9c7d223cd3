using System.Diagnostics.Metrics;

namespace Tessera.Database;

/// <summary>What the writer of one database tells about its work. Names follow https://opentelemetry.io/docs/specs/semconv/database/database-metrics/
/// where there is one.</summary>
internal sealed class WriterMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> commits;
    private readonly Histogram<int> batch;
    private readonly Histogram<double> duration;

    public WriterMetrics(object? scope, Func<int> waiting, Func<bool> isWorking)
    {
        meter = new Meter(new MeterOptions(DatabaseMeter.Name) { Scope = scope });
        commits = meter.CreateCounter<long>("tessera.db.commits", "{commit}", "Transactions made durable");
        batch = meter.CreateHistogram<int>(
            "tessera.db.batch.size", "{operation}", "Operations that one commit made durable", null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        duration = meter.CreateHistogram<double>(
            "db.client.operation.duration", "s", "From the start of a batch to the end of its commit", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });
        meter.CreateObservableUpDownCounter("tessera.db.queue.length", waiting, "{operation}", "Operations that wait for the writer");
        meter.CreateObservableGauge("tessera.db.writable", () => isWorking() ? 1 : 0, null, "1 while writes are accepted, 0 after the disk failed");
    }

    public void Committed(int operations, TimeSpan time)
    {
        commits.Add(1);
        batch.Record(operations);
        duration.Record(time.TotalSeconds);
    }

    public void Dispose() => meter.Dispose();
}
