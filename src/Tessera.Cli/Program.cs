using Tessera.Cli;
using Tessera.Cli.Terminal;

using var interruption = new Interruption();
var terminal = new CommandTerminal();
var parse = TesseraCommand.Build(terminal, interruption).Parse(args);
return (int)await CommandRun.Run(parse, terminal, interruption);
