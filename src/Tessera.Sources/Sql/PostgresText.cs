using Npgsql;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>The connection string of a PostgreSQL database: keywords or a URI.</summary>
internal static class PostgresText
{
    private const int LongestSilence = 600;

    /// <summary>The driver's connection string of a session that only reads, notices a server that is gone, and beyond this machine checks the
    /// server's certificate unless the string says otherwise.</summary>
    /// <param name="name">Name of the database, for messages.</param>
    /// <param name="text">The string.</param>
    /// <exception cref="RemoteSourceException">It cannot be read.</exception>
    public static string Read(string name, string text)
    {
        var builder = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal) ? OfUri(name, text) : OfKeywords(name, text);
        var isLocal = builder.Host is null or "localhost" or "127.0.0.1" or "::1" || builder.Host.StartsWith('/');
        if (!isLocal && !builder.ContainsKey("SSL Mode")) builder.SslMode = SslMode.VerifyFull;
        if (!builder.ContainsKey("Command Timeout")) builder.CommandTimeout = LongestSilence;
        // A socket of this machine has no other end that could go away unseen.
        if (builder.Host?.StartsWith('/') == false) (builder.TcpKeepAlive, builder.TcpKeepAliveTime, builder.TcpKeepAliveInterval) = (true, 30, 10);
        builder.Options = $"{builder.Options} -c default_transaction_read_only=on".Trim();
        builder.ApplicationName = "Tessera";
        builder.Pooling = false;
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder OfKeywords(string name, string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            throw Wrong(name, "the connection string has a keyword that is not known, or a value that its keyword does not take");
        }
    }

    private static NpgsqlConnectionStringBuilder OfUri(string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            throw Wrong(name, "the connection string is no URI that can be read; special characters of a password are percent-encoded there");
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        if (address.Port > 0) builder.Port = address.Port;
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Add(name, builder, part);
        return builder;
    }

    private static void Add(string name, NpgsqlConnectionStringBuilder builder, string part)
    {
        var (key, value) = part.Split('=', 2) is [var first, var second] ? (first, Uri.UnescapeDataString(second)) : (part, "");
        try
        {
            if (key == "sslmode") builder["SSL Mode"] = value.Replace("-", "", StringComparison.Ordinal);
            else builder[key] = value;
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            // What stands before an @ may be part of a password.
            throw Wrong(name, $"the connection string has the parameter {(part.Contains('@', StringComparison.Ordinal) ? "" : $"'{key}', ")}which is not known or does not take this value");
        }
    }

    private static bool IsRefusal(Exception failure) => failure is ArgumentException or FormatException or OverflowException or InvalidCastException or NotSupportedException or KeyNotFoundException;

    private static RemoteSourceException Wrong(string name, string reason) => new($"the database '{name}' cannot be opened: {reason}") { IsConfiguration = true };
}
