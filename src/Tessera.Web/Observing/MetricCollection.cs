using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Database;

namespace Tessera.Web.Observing;

/// <summary><c>GET /metrics</c>: listens to the instruments of this server and its node and prints them as Prometheus reads them.</summary>
internal sealed class MetricCollection : IDisposable
{
    /// <summary>The meters whose instruments are told, here and to a collector; none of them says what stood in an address.</summary>
    public static readonly IReadOnlyList<string> Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", DatabaseMeter.Name, NodeMetrics.Name];

    // Of several servers in one process each tells its own. The runtime's meter belongs to none.
    private static readonly string[] OfProcess = ["System.Runtime"];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricSeries> series = [];
    private readonly Lock gate = new();

    public MetricCollection(CentreNode node, IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            var meter = instrument.Meter;
            if (!Meters.Contains(meter.Name) || !(OfProcess.Contains(meter.Name) || meter.Scope == factory || meter.Scope == node.Store.Database)) return;
            listening.EnableMeasurementEvents(instrument, series.GetOrAdd(instrument, key => new MetricSeries(key) { IsObserved = key.IsObservable }));
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, attributes, state) => ((MetricSeries)state!).Record(value, attributes));
        listener.SetMeasurementEventCallback<long>(static (_, value, attributes, state) => ((MetricSeries)state!).Record(value, attributes));
        listener.SetMeasurementEventCallback<int>(static (_, value, attributes, state) => ((MetricSeries)state!).Record(value, attributes));
        listener.Start();
    }

    public Task Handle(HttpContext http)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return http.Response.WriteAsync(Print(), http.RequestAborted);
    }

    public void Dispose() => listener.Dispose();

    private string Print()
    {
        var text = new StringBuilder();
        lock (gate)
        {
            listener.RecordObservableInstruments();
            foreach (var one in series.Values.OrderBy(one => one.Name, StringComparer.Ordinal)) one.Write(text);
        }

        return text.ToString();
    }
}
