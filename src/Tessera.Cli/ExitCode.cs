namespace Tessera.Cli;

/// <summary>What the program's exit code says; part of the public contract.</summary>
internal enum ExitCode
{
    /// <summary>Done, nothing found.</summary>
    Ok = 0,

    /// <summary>Done, with findings: invalid data, not conformant.</summary>
    Findings = 1,

    /// <summary>The command line was not understood.</summary>
    Usage = 2,

    /// <summary>Input or configuration cannot be read, or another process owns the store.</summary>
    Unreadable = 3,

    /// <summary>Something could not be checked, with <c>--fail-on unchecked</c>.</summary>
    Unchecked = 4,

    /// <summary>Not authorised.</summary>
    NotAuthorised = 5,

    /// <summary>A remote system failed.</summary>
    RemoteFailed = 6,

    /// <summary>Partly done: some records are quarantined.</summary>
    Partial = 7,

    /// <summary>A bug of ours.</summary>
    Bug = 70,

    /// <summary>Interrupted by the user.</summary>
    Interrupted = 130,
}
