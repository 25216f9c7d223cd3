using System.Diagnostics;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tessera.EndToEnd.Demo))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Tessera.EndToEnd;

/// <summary>The demo as a process of its own, and a browser. Both are made once for all tests; without a browser the tests are skipped.</summary>
public sealed class Demo : IAsyncLifetime
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // What a sandboxed build machine needs; no request leaves the machine.
    private static readonly string[] Flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string data = Directory.CreateTempSubdirectory("tessera-demo-").FullName;
    private Process? process;
    private IPlaywright? playwright;

    /// <summary>The browser; null when the machine has none.</summary>
    public IBrowser? Browser { get; private set; }

    /// <summary>Where the demo answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public async ValueTask InitializeAsync()
    {
        if (FindBrowser() is not { } browser) return;
        Address = await Start();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = browser, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>A new page; skips the test when there is no browser.</summary>
    public async Task<IPage> Open(string path, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        if (Browser is null) Assert.Skip("Chromium is missing: install it (Debian: apt-get install chromium) to run the browser tests.");
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, Locale = "en-GB", TimezoneId = "UTC",
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private static string? FindBrowser() =>
        Environment.GetEnvironmentVariable("TESSERA_CHROMIUM") is { Length: > 0 } named ? named : Array.Find(Browsers, File.Exists);

    private async Task<Uri> Start()
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Tessera.Cli", "release", "tessera.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "demo", "--port", "0", "--no-browser", "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return new Uri(line ?? throw new InvalidOperationException("the demo ended before it answered"));
    }
}
