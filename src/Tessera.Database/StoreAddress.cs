using System.Diagnostics.CodeAnalysis;

namespace Tessera.Database;

/// <summary>Where a store is: today the path of a SQLite file.</summary>
/// <param name="Path">Full path of the database file.</param>
public sealed record StoreAddress(string Path)
{
    /// <summary>Reads what a person wrote after <c>--store</c>.</summary>
    /// <param name="text">A path, absolute or relative to the current folder.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="problem">Why not, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out StoreAddress? address, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        (address, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(text)) problem = "The store's path is empty.";
        else if (text.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase))
            problem = "A store in PostgreSQL is not supported by this version; give the path of a file.";
        else if (Directory.Exists(text)) problem = "The store's path is a folder; give the path of a file in it, such as centre.db.";
        else address = new StoreAddress(System.IO.Path.GetFullPath(text));
        return address is not null;
    }

    /// <summary>The address as a person writes it.</summary>
    public override string ToString() => Path;
}
