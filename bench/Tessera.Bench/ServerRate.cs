namespace Tessera.Bench;

/// <summary>How a server did under load.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="ProcessorMicroseconds">Processor time of the server for each request: other work on the machine changes it less than the rate.</param>
public readonly record struct ServerRate(double PerSecond, double ProcessorMicroseconds)
{
    /// <summary>The one with more requests per second.</summary>
    public static ServerRate Better(ServerRate one, ServerRate other) => one.PerSecond >= other.PerSecond ? one : other;
}
