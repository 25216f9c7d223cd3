using Microsoft.Playwright;

namespace Tessera.EndToEnd;

/// <summary>The addresses of every kind of page of the demo.</summary>
internal static class Pages
{
    public static async Task<IReadOnlyList<string>> All(IPage page)
    {
        await page.GotoAsync("/patients");
        var patient = await page.Locator("tbody a").First.GetAttributeAsync("href");
        await page.GotoAsync(patient + "/records");
        var record = await page.Locator("section[aria-labelledby=disease] tbody a").First.GetAttributeAsync("href");
        await page.GotoAsync("/validation");
        var rule = await page.Locator(".findings a[data-stop]").First.GetAttributeAsync("href");
        await page.GotoAsync("/codes");
        var code = await page.Locator("tbody a").First.GetAttributeAsync("href");
        await page.GotoAsync("/check");
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/check/*");
        var report = new Uri(page.Url).AbsolutePath;
        return ["/", "/patients", patient!, patient + "?view=table", patient + "/records", record!, record + "/source", "/imports", "/validation", rule!, "/quarantine", "/codes", code!, "/check", report, "/no-such-page"];
    }
}
