namespace Tessera.Web.Limits;

/// <summary>Metadata of an endpoint that answers as long as somebody listens, such as a stream of events.</summary>
internal sealed class UnlimitedTime;
