using Microsoft.Playwright;

namespace Tessera.EndToEnd;

/// <summary>The addresses of every kind of page of the demo.</summary>
internal static class Pages
{
    public static async Task<IReadOnlyList<string>> All(IPage page)
    {
        await page.GotoAsync("/patients");
        var patient = await WithSeries(page);
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
        return ["/", "/patients", patient!, patient + "?view=table", patient + "/records", record!, record + "/source", "/imports", "/validation", rule!, "/quarantine", "/codes", code!, "/check", report, patient + "/seen", "/no-such-page"];
    }

    // A story that shows what a journey can show: values over time.
    private static async Task<string> WithSeries(IPage page)
    {
        var patients = await page.Locator("tbody a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var patient in patients.Distinct())
        {
            await page.GotoAsync(patient);
            if (await page.Locator("svg polyline.line").CountAsync() > 0) return patient;
        }

        throw new InvalidOperationException("no patient of the demo has values over time");
    }
}
