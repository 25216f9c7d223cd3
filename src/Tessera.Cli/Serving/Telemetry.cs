using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tessera.Web;

namespace Tessera.Cli.Serving;

/// <summary>Sends metrics and spans to an OpenTelemetry collector that the centre named; without one nothing leaves the process.</summary>
internal sealed class Telemetry(IDisposable metrics, IDisposable spans) : IDisposable
{
    /// <summary>Starts sending.</summary>
    /// <param name="url">Address of the collector's gRPC endpoint, or empty.</param>
    /// <param name="problem">Why not, or null.</param>
    public static Telemetry? Start(string url, out string? problem)
    {
        problem = null;
        if (url.Length == 0) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            problem = $"--otlp needs an address such as http://127.0.0.1:4317, not '{url}'.";
            return null;
        }

        var resource = ResourceBuilder.CreateEmpty().AddService("tessera", serviceVersion: ProgramVersion.Text);
        return new Telemetry(
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter([.. TesseraServer.Meters]).AddOtlpExporter(options => options.Endpoint = endpoint).Build(),
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(TesseraServer.SpanSource).AddOtlpExporter(options => options.Endpoint = endpoint).Build());
    }

    public void Dispose()
    {
        metrics.Dispose();
        spans.Dispose();
    }
}
