using Microsoft.Playwright;

namespace Tessera.EndToEnd;

/// <summary>Takes the pictures of the documentation. Runs only when <c>eng/pictures</c> asks for it.</summary>
public sealed class PictureTests(Demo demo)
{
    [Fact]
    public async Task Pictures_of_every_page()
    {
        if (Environment.GetEnvironmentVariable("TESSERA_PICTURES") is not { Length: > 0 } folder)
        {
            Assert.Skip("Pictures are taken by eng/pictures.");
            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var (scheme, suffix) in new[] { (ColorScheme.Light, ""), (ColorScheme.Dark, "-dark") })
        foreach (var (width, size) in new[] { (1440, ""), (1024, "-1024"), (390, "-phone") })
        {
            var page = await demo.Open("/", width, scheme);
            foreach (var (path, name) in Enumerable.Zip(await Pages.All(page), ["home", "patients", "journey", "journey-table", "patient", "record", "source", "imports", "validation", "rule", "quarantine", "missing"]))
            {
                await page.GotoAsync(path);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}{size}{suffix}.png"), FullPage = true });
            }
        }
    }
}
