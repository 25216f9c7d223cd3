using System.Globalization;
using Tessera.Centre.Running;
using Tessera.Centre.Runs;
using Tessera.Web.Components;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Imports;

/// <summary>Runs and schedules in words.</summary>
internal static class RunWording
{
    public static string End(this Texts say, ImportSummary run) => run.State switch
    {
        ImportState.Done => say["imports.done", Wording.Seconds(run.Account.Seconds)],
        ImportState.Begun => say["imports.begun"],
        ImportState.Stopped => say["imports.stopped"],
        ImportState.Interrupted => say["imports.interrupted"],
        _ => say["imports.failed"],
    };

    public static TagTone Tone(ImportState state) => state switch
    {
        ImportState.Done => TagTone.Good, ImportState.Failed => TagTone.Bad, ImportState.Begun => TagTone.Neutral, _ => TagTone.Warn,
    };

    public static string Schedule(this Texts say, SourceSchedule schedule)
    {
        var parts = new List<string>();
        if (schedule.Every is { } every) parts.Add(say["imports.every", Duration(every)]);
        if (schedule.At is { } at) parts.Add(say["imports.at", at.ToString("HH:mm", CultureInfo.InvariantCulture)]);
        if (schedule.Watch is { } folder) parts.Add(say["imports.watch", Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))]);
        return parts.Count == 0 ? say["imports.by-hand"] : string.Join(", ", parts);
    }

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } when time.TotalDays % 1 == 0 => $"{time.TotalDays:0} d",
        { TotalHours: >= 1 } when time.TotalHours % 1 == 0 => $"{time.TotalHours:0} h",
        { TotalMinutes: >= 1 } when time.TotalMinutes % 1 == 0 => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalSeconds:0} s",
    };
}
