using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Tessera.Cli.Terminal;

/// <summary>The two streams of a command: data goes to stdout, everything else to stderr.</summary>
internal sealed class CommandTerminal
{
    /// <summary>One stable document, for people and programs.</summary>
    public static readonly JsonWriterOptions Document = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of a stream.</summary>
    public static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<Stream> data = new(Console.OpenStandardOutput);

    public CommandTerminal()
    {
        Out = Create(Console.OpenStandardOutput(), Console.IsOutputRedirected);
        Error = Create(Console.OpenStandardError(), Console.IsErrorRedirected);
    }

    /// <summary>For answers in words.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>For progress, hints and problems.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>For answers in bytes.</summary>
    public Stream Data => data.Value;

    /// <summary>Whether somebody watches stderr.</summary>
    public bool IsWatched { get; } = !Console.IsErrorRedirected;

    /// <summary>Writes one line of data.</summary>
    public void WriteLine(string line) => Out.WriteLine(line);

    /// <summary>Tells something that is neither data nor a problem.</summary>
    public void Say(string message) => Error.WriteLine(message);

    /// <summary>Tells what is wrong and, in a second line, what to do.</summary>
    public void Problem(string message, string? fix = null)
    {
        Error.MarkupLineInterpolated($"[red]tessera:[/] {message}");
        if (fix is not null) Error.MarkupLineInterpolated($"         {fix}");
    }

    /// <summary>Tells what is wrong and gives the exit code for it.</summary>
    public ExitCode Refuse(ExitCode code, string message, string? fix = null)
    {
        Problem(message, fix);
        return code;
    }

    /// <summary>Writes one JSON document to stdout.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write) => WriteJson(Data, write);

    /// <summary>Writes one JSON document and the line end that text files close with.</summary>
    public static void WriteJson(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(stream, Document)) write(writer);
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    private static IAnsiConsole Create(Stream stream, bool redirected)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
        // https://no-color.org: any non-empty value
        var plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        // A pipe has no width: lines are the reader's to wrap.
        if (redirected) console.Profile.Width = 100_000;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
