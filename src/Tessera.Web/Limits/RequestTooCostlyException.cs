namespace Tessera.Web.Limits;

/// <summary>A request took longer than the server gives it.</summary>
internal sealed class RequestTooCostlyException(TimeSpan limit) : Exception($"The request took longer than {limit.TotalSeconds:0.###} s and was stopped.");
