using Tessera.Cli.Settings;
using Tessera.Web;

namespace Tessera.Cli.Serving;

/// <summary>What the settings say about the limits of a server.</summary>
internal static class ServerLimits
{
    public static ServerSettings Of(CommandSettings settings, ServerSettings server) => server with
    {
        MaxBodyBytes = settings[Setting.MaxBody].Number * 1024L * 1024,
        MaxDepth = settings[Setting.MaxDepth].Number,
        MaxHeaderBytes = settings[Setting.MaxHeaders].Number * 1024,
        HeaderTime = TimeSpan.FromSeconds(settings[Setting.HeaderSeconds].Number),
        LeastBodyRate = settings[Setting.BodyRate].Number,
        RequestTime = TimeSpan.FromSeconds(settings[Setting.RequestSeconds].Number),
        MaxConnections = settings[Setting.MaxConnections].Number,
        PageSize = Math.Min(settings[Setting.PageSize].Number, settings[Setting.LargestPage].Number),
        LargestPage = settings[Setting.LargestPage].Number,
        LargestBundle = settings[Setting.LargestBundle].Number,
        StopTime = TimeSpan.FromSeconds(settings[Setting.StopSeconds].Number),
        AllowedOrigins = settings[Setting.AllowOrigin].Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        CheckedServers = [.. settings[Setting.Checkable].Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Setting.Address).OfType<Uri>()],
        LeastFreeBytes = settings[Setting.LeastFree].Number * 1024L * 1024,
    };
}
