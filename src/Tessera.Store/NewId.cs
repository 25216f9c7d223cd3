namespace Tessera.Store;

/// <summary>Logical ids that the server chooses (https://hl7.org/fhir/R4/http.html#create).</summary>
public static class NewId
{
    /// <summary>An id that nobody has: a UUID that begins with the time (version 7 of RFC 9562), so that what is created together stands together
    /// in every index by id. With ids by chance each create changed pages of its own.</summary>
    public static string At(DateTimeOffset time) => Guid.CreateVersion7(time).ToString("N");
}
