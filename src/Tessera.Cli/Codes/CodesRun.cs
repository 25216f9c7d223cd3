using System.CommandLine;
using Tessera.Centre;

namespace Tessera.Cli.Codes;

/// <summary>Opens the centre and does the work of one command.</summary>
internal delegate Task<ExitCode> CodesRun(ParseResult parse, Func<CentreNode, CancellationToken, Task<ExitCode>> work, CancellationToken cancel);
