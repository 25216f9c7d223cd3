using System.Diagnostics.Metrics;
using Tessera.Centre;
using Tessera.Database;

namespace Tessera.Web.Observing;

/// <summary>What a node tells about itself whenever somebody asks.</summary>
internal sealed class NodeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Tessera.Node";

    private readonly Meter meter;

    public NodeMetrics(CentreNode node)
    {
        meter = new Meter(new MeterOptions(Name) { Scope = node.Store.Database });
        var store = node.Store.Database.Address;
        meter.CreateObservableGauge(
            "tessera.store.size", () => new[] { Size(store.Path, "database"), Size(store.Path + "-wal", "log") }, "By", "Bytes of the store's files");
        meter.CreateObservableGauge("tessera.disk.free", () => DiskRoom.Free(store), "By", "Free bytes on the disk of the store");
        meter.CreateObservableGauge("tessera.audit.writable", () => node.Audit.IsSpent ? 0 : 1, "1", "1, or 0 when the reserve of the audit is spent and requests about patients are refused");
        meter.CreateObservableGauge("tessera.patients.dirty", () => Dirty(node), "{patient}", "Patients whose derived views are not made again yet");
        meter.CreateObservableCounter("tessera.projection.failures", () => node.Projector.Failures, "{patient}", "Patients whose journey could not be made");
        meter.CreateObservableGauge("process.memory.usage", () => Environment.WorkingSet, "By", "Resident memory of the process");
    }

    public void Dispose() => meter.Dispose();

    private static Measurement<long> Size(string path, string file) => new(DiskRoom.Length(path), new KeyValuePair<string, object?>("file", file));

    private static IEnumerable<Measurement<long>> Dirty(CentreNode node)
    {
        try
        {
            return [new(node.Store.CountDirtyPatients())];
        }
        catch (DatabaseException)
        {
            // A store that cannot be read has no number; other numbers are wanted all the more.
            return [];
        }
    }
}
