using System.Text.Json;
using Spectre.Console;
using Tessera.Centre.Load;

namespace Tessera.Cli.Import;

/// <summary>Tells what became of every loaded resource; each reason for a rejection once.</summary>
internal sealed class LoadReport
{
    private const int MostReasons = 10;
    private readonly Dictionary<string, (int Count, LoadProblem First)> reasons = new(StringComparer.Ordinal);

    /// <summary>Takes a resource that could not be loaded.</summary>
    public void Add(LoadProblem problem) =>
        reasons[problem.Issue.Message] = reasons.TryGetValue(problem.Issue.Message, out var known) ? known with { Count = known.Count + 1 } : (1, problem);

    /// <summary>Writes the sums as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, LoadAccount account)
    {
        writer.WriteStartObject();
        writer.WriteNumber("read", account.Read);
        writer.WriteNumber("written", account.Written);
        writer.WriteNumber("unchanged", account.Unchanged);
        writer.WriteNumber("rejected", account.Rejected);
        writer.WriteStartObject("resources");
        foreach (var (type, count) in account.Resources) writer.WriteNumber(type, count);
        writer.WriteEndObject();
        writer.WriteNumber("seconds", account.Seconds);
        writer.WriteEndObject();
    }

    /// <summary>Writes the sums in words.</summary>
    public void Write(IAnsiConsole console, LoadAccount account)
    {
        console.MarkupLineInterpolated(
            $"[bold]{account.Read:N0} resources read[/] = {account.Written:N0} written + {account.Unchanged:N0} unchanged + {account.Rejected:N0} rejected, in {account.Seconds:0.0} s");
        if (reasons.Count == 0) return;
        console.WriteLine();
        console.MarkupLine("[red]Rejected[/], because");
        foreach (var (reason, (count, first)) in reasons.OrderByDescending(pair => pair.Value.Count).Take(MostReasons))
        {
            console.MarkupLineInterpolated($"  ✕ {reason}");
            console.MarkupLineInterpolated($"    {(count == 1 ? "once" : $"{count:N0} times")}, first in {first.File}:{first.Line}{(first.Issue.Fix is { } fix ? $" → {fix}" : "")}");
        }

        if (reasons.Count > MostReasons) console.MarkupLineInterpolated($"  … and {reasons.Count - MostReasons:N0} more reasons; ./tessera validate lists all.");
    }
}
