using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Web;

/// <summary>Receives FHIR messages of one event; what <c>$process-message</c> hands messages to. Use cases bring their own.</summary>
public interface IMessageReceiver
{
    /// <summary>The event: the URI of <c>MessageHeader.eventUri</c>, or <c>system|code</c> of <c>eventCoding</c>.</summary>
    string Event { get; }

    /// <summary>Deals with a message.</summary>
    /// <param name="message">The Bundle, whose first entry is a MessageHeader of this event.</param>
    /// <param name="access">Who sent it.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>What there is to say; with an error among it, the message counts as failed and nothing of it was kept.</returns>
    Task<IReadOnlyList<Issue>> Receive(FhirDocument message, Access access, CancellationToken cancel);
}
