using Tessera.Store.Tests;

return args is ["write-until-killed", var path] ? await CrashChild.Run(path) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
