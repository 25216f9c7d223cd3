using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tessera.Cli.Doctor;

/// <summary>The computer and what is installed on it.</summary>
internal static class MachineChecks
{
    private const string Area = "machine";
    private const long LowMemory = 1L << 30;
    private const long LowDisk = 1L << 30;

    public static async IAsyncEnumerable<Check> Run()
    {
        yield return Check.Good(Area, "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores");
        yield return Memory();
        yield return Disk();
        yield return Check.Good(Area, ".NET", RuntimeInformation.FrameworkDescription);
        yield return await Node();
    }

    private static Check Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes < LowMemory
            ? new(Area, "memory", Health.Warning, Gigabytes(bytes), "Imports of large files are safer with 1 GB or more.")
            : Check.Good(Area, "memory", Gigabytes(bytes));
    }

    private static Check Disk()
    {
        var bytes = new DriveInfo(Directory.GetCurrentDirectory()).AvailableFreeSpace;
        return bytes < LowDisk
            ? new(Area, "disk", Health.Warning, $"{Gigabytes(bytes)} free", "A store stops writing when the disk is full: make room.")
            : Check.Good(Area, "disk", $"{Gigabytes(bytes)} free");
    }

    // Node is needed to build, not to run, so its absence is no problem of the program at hand.
    private static async Task<Check> Node()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = (await node.StandardOutput.ReadToEndAsync()).Trim();
            await node.WaitForExitAsync();
            return int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= 20
                ? Check.Good(Area, "Node", version)
                : new(Area, "Node", Health.Warning, version, "Building Tessera needs Node 20 or newer; running it does not.");
        }
        catch (Win32Exception)
        {
            return new(Area, "Node", Health.Warning, "not installed", "Building Tessera needs Node 20 or newer; running it does not.");
        }
    }

    private static string Gigabytes(long bytes) => $"{bytes / (double)(1L << 30):0.0} GB";
}
