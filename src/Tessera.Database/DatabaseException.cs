namespace Tessera.Database;

/// <summary>The database engine reported an error: a bug in our SQL, a full or failing disk, a damaged file.</summary>
public sealed class DatabaseException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">SQLite's extended result code.</param>
    /// <param name="message">The engine's words; they name tables and columns, never values.</param>
    public DatabaseException(int code, string message) : base($"SQLite {code}: {message}") => Code = code;

    /// <summary>What a program finds itself of what the file holds, where the engine had nothing to complain of.</summary>
    /// <param name="message">What is wrong, without values.</param>
    public static DatabaseException Damaged(string message) => new(SQLitePCL.raw.SQLITE_CORRUPT, message);

    /// <summary>SQLite's extended result code. See https://sqlite.org/rescode.html</summary>
    public int Code { get; }

    /// <summary>SQLite's primary result code: the low byte.</summary>
    public int PrimaryCode => Code & 0xFF;

    /// <summary>Whether there is no room left on the disk: nothing was written, and writing goes on when there is room.</summary>
    public bool IsFull => PrimaryCode == SQLitePCL.raw.SQLITE_FULL;

    /// <summary>Whether what the file holds makes no sense: it is damaged.</summary>
    public bool IsDamage => PrimaryCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    /// <summary>Whether it is the disk or the file that failed, whatever was asked of it.</summary>
    public bool IsOfDisk => IsFull || IsDamage || PrimaryCode is SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY;

    /// <summary>Whether the work was stopped by a cancellation.</summary>
    public bool IsInterrupted => PrimaryCode == SQLitePCL.raw.SQLITE_INTERRUPT;
}
