namespace Tessera.Centre.Checks;

/// <summary>One request with its answer, as a report shows it: cut to size, without credentials.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The whole address.</param>
/// <param name="Sent">Headers and body that were sent.</param>
/// <param name="Status">The status that came, or 0 when no answer came.</param>
/// <param name="Came">Headers and body that came, or why nothing came.</param>
/// <param name="Elapsed">How long the answer took.</param>
public sealed record CheckExchange(string Method, string Url, string Sent, int Status, string Came, TimeSpan Elapsed)
{
    /// <summary>The request in one line.</summary>
    public string Line => $"{Method} {Url}";
}
