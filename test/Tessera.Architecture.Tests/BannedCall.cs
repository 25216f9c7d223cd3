namespace Tessera.Architecture;

/// <summary>A call that the house does not make. <paramref name="Call"/> is the start of <c>Namespace.Type.Member(Parameters)</c>.</summary>
internal sealed record BannedCall(string Call, string Reason)
{
    /// <summary>Where the ban holds; empty for every project.</summary>
    public string Only { get; init; } = "";

    /// <summary>Where it does not hold: the start of <c>Project: Namespace.Type.Method</c>.</summary>
    public string[] Except { get; init; } = [];

    /// <summary>The start of a call that the ban does not mean; empty for none.</summary>
    public string Allowed { get; init; } = "";

    public static readonly IReadOnlyList<BannedCall> All =
    [
        .. Clock("System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow"),
        .. Blocking("System.Threading.Tasks.Task.Wait(", "System.Threading.Tasks.Task.WaitAll(", "System.Threading.Tasks.Task.WaitAny(", "System.Threading.Tasks.Task`1.get_Result", "System.Threading.Tasks.ValueTask`1.get_Result"),
        .. Blocking("System.Runtime.CompilerServices.TaskAwaiter", "System.Runtime.CompilerServices.ValueTaskAwaiter")
            .Concat(Blocking("System.Runtime.CompilerServices.ConfiguredTaskAwaitable", "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable"))
            .Select(ban => ban with { Except = ["MoveNext", "<Main>"] }),
        new("System.Threading.Thread.Sleep(", "wait on a signal or Task.Delay(…, TimeProvider)"),
        new("System.Random..ctor()", "randomness comes from a seed"),
        new("System.Random.get_Shared(", "randomness comes from a seed"),
        new("System.NotImplementedException..ctor", "nothing unfinished is merged"),
        new("System.Console.", "only the command line has a terminal") { Except = ["Tessera.Cli: "] },
        // XDocument and XmlDocument expand entities of a text from outside; an XmlReader prohibits DTDs.
        .. Xml("System.Xml.Linq.XDocument.Parse(", "System.Xml.Linq.XElement.Parse(", "System.Xml.Linq.XDocument.Load(System.S", "System.Xml.Linq.XDocument.Load(System.IO",
            "System.Xml.Linq.XElement.Load(System.S", "System.Xml.Linq.XElement.Load(System.IO", "System.Xml.XmlDocument."),
        .. Pure("System.IO.File", "System.IO.Directory", "System.IO.StreamReader", "System.IO.StreamWriter", "System.Net.", "System.Data.",
            "System.TimeProvider.get_System", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "Microsoft.Data.", "Npgsql."),
        // The compiler's code for a method that yields asks which thread enumerates.
        .. Pure("System.Environment.").Select(ban => ban with { Allowed = "System.Environment.get_CurrentManagedThreadId(" }),
    ];

    /// <summary>Whether <paramref name="call"/>, made in <paramref name="place"/> (<c>Project: Namespace.Type.Method</c>), is banned.</summary>
    public bool Forbids(string place, string call) =>
        call.StartsWith(Call, StringComparison.Ordinal)
        && !(Allowed.Length > 0 && call.StartsWith(Allowed, StringComparison.Ordinal))
        && place.StartsWith(Only, StringComparison.Ordinal)
        && !Except.Any(except => place.StartsWith(except, StringComparison.Ordinal) || place[(place.LastIndexOf('.') + 1)..] == except)
        && !(Call.Contains("Awaiter", StringComparison.Ordinal) || Call.Contains("Awaitable", StringComparison.Ordinal) ? !call.Contains(".GetResult(", StringComparison.Ordinal) : false);

    private static IEnumerable<BannedCall> Clock(params string[] calls) => calls.Select(call => new BannedCall(call + "(", "time comes from TimeProvider"));

    private static IEnumerable<BannedCall> Blocking(params string[] calls) => calls.Select(call => new BannedCall(call, "await the task; a blocked thread can deadlock"));

    private static IEnumerable<BannedCall> Xml(params string[] calls) => calls.Select(call => new BannedCall(call, "read XML through an XmlReader, which refuses DTDs"));

    private static IEnumerable<BannedCall> Pure(params string[] calls) =>
        calls.Select(call => new BannedCall(call, "Tessera.Oncology is pure: no files, sockets, databases or clock") { Only = "Tessera.Oncology: " });
}
