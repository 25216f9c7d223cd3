using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Writes;

/// <summary>A write with what validation found: before it for what the caller sent, within its transaction for what an edit makes.</summary>
internal sealed class CheckedWrite
{
    private readonly FhirValidator validator;
    private readonly ValidationPolicy policy;

    private CheckedWrite(ResourceWrite write, FhirValidator validator, ValidationPolicy policy)
    {
        (Write, this.validator, this.policy) = (write, validator, policy);
        if (write.Change is { } change) Write = write with { Change = (FhirDocument current, out Issue? refusal) => Edited(change, current, out refusal) };
        else if (write.Document is { } document) Check(document);
    }

    /// <summary>What goes to the store.</summary>
    public ResourceWrite Write { get; }

    /// <summary>What was validated; null for a delete.</summary>
    public FhirDocument? Document { get; private set; }

    /// <summary>What validation found; null where nobody looked.</summary>
    public ValidationResult? Found { get; private set; }

    /// <summary>Whether the policy refuses it.</summary>
    public bool Refused { get; private set; }

    public static CheckedWrite Of(ResourceWrite write, FhirValidator validator, ValidationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(policy);
        return new CheckedWrite(write, validator, policy);
    }

    // The transaction may be run twice: the last time counts.
    private FhirDocument? Edited(DocumentChange change, FhirDocument current, out Issue? refusal)
    {
        (Document, Found, Refused) = (null, null, false);
        if (change(current, out refusal) is not { } changed || Check(changed) is not { } refused) return Document;
        refusal = refused;
        return null;
    }

    private Issue? Check(FhirDocument document)
    {
        Document = document;
        Found = policy.Check(validator, document);
        var first = Found is null ? null : policy.FirstRefused(Found);
        Refused = first is not null;
        return first;
    }
}
