using Tessera.Database;
using Tessera.Fhir.References;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Writes the entries of one transaction on the writer's thread, in the order of https://hl7.org/fhir/R4/http.html#trules.</summary>
internal sealed class TransactionWriter(ResourceWriter resources, WritePreparation preparation, Vocabulary vocabulary)
{
    /// <summary>Writes all; the caller undoes everything when one outcome is a failure. Outcomes are in the order of the writes.</summary>
    public WriteOutcome[] Write(DatabaseConnection connection, Access access, PreparedWrite[] writes) => new TransactionRun(this, resources, connection, access, writes).Run();

    /// <summary>A write whose references are other ones.</summary>
    /// <param name="write">The write.</param>
    /// <param name="replacement">Given a URL and whether it stands in a Reference: the one to put in its place, or null to leave it.</param>
    /// <exception cref="NewTypesException">It refers to types that have to be added first.</exception>
    public PreparedWrite Renamed(PreparedWrite write, Func<string, bool, string?> replacement)
    {
        if (write.Write.Document is not { } document) return write;
        var changed = ResourceUrls.Replace(document, preparation.Definitions, replacement);
        if (ReferenceEquals(changed, document)) return write;
        var prepared = preparation.Prepare(write.Write with { Document = changed, Id = write.Id });
        vocabulary.Require(prepared);
        return prepared;
    }
}
