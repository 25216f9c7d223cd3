using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Tessera.Sources.Tests.Sql.RealPostgres))]

namespace Tessera.Sources.Tests.Sql;

/// <summary>A PostgreSQL of the machine in a folder of its own, reached by a socket there; started at first use and stopped at the end.</summary>
public sealed class RealPostgres : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly object guard = new();
    private bool started;

    /// <summary>Connection string; skips the test where there is no PostgreSQL.</summary>
    public string Connection
    {
        get
        {
            lock (guard)
            {
                if (!started) Start();
                return $"Host={folder};Username=tessera;Database=postgres";
            }
        }
    }

    public void Dispose()
    {
        if (started) Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Start()
    {
        Assert.SkipWhen(Tool("initdb") is null, "PostgreSQL is not installed on this machine");
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root") Command("chown", "postgres", folder);
        Run("initdb", "-D", Path.Combine(folder, "data"), "-U", "tessera", "-A", "trust", "-E", "UTF8", "--no-sync");
        Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off", "start");
        started = true;
    }

    private static string? Tool(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).ToList();
        if (Directory.Exists("/usr/lib/postgresql")) folders.AddRange(Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")));
        return folders.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    // PostgreSQL refuses to run as root.
    private static void Run(string tool, params string[] arguments)
    {
        if (Environment.UserName == "root") Command("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Tool(tool)!, .. arguments]);
        else Command(Tool(tool)!, arguments);
    }

    private static void Command(string program, params string[] arguments)
    {
        // The server inherits what its starter has open: without files of its own it would keep this test waiting.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/" })!;
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), $"{program} takes too long");
        Assert.True(process.ExitCode == 0, $"{program} ends with {process.ExitCode}");
    }
}
