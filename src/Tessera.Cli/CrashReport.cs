using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Cli;

/// <summary>What is kept of a bug: types and places in our code. Messages of exceptions are left out, because those of
/// libraries quote their input, and input is patients' data.</summary>
/// <param name="Id">Short name of the report, for the person who reports it.</param>
/// <param name="File">Where it is, or null when it could not be written.</param>
internal sealed record CrashReport(string Id, string? File)
{
    /// <summary>Writes the report into the temporary folder.</summary>
    public static CrashReport Write(Exception bug, string command)
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        var text = new StringBuilder()
            .AppendLine($"Tessera {ProgramVersion.Text}, report {id}")
            .AppendLine($"command: {command}")
            .AppendLine($"machine: {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}");
        for (Exception? exception = bug; exception is not null; exception = exception.InnerException)
            text.AppendLine().AppendLine(exception.GetType().FullName).Append(new StackTrace(exception, fNeedFileInfo: false));
        try
        {
            var file = Path.Combine(Path.GetTempPath(), $"tessera-report-{id}.txt");
            System.IO.File.WriteAllText(file, text.ToString());
            return new(id, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(id, null);
        }
    }
}
