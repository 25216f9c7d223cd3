using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tessera.EndToEnd;

public sealed class ValidationReportTests(Demo demo)
{
    private const string Invalid = """
        {"resourceType":"Condition","id":"no-category","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},
        "code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009"}]},"subject":{"reference":"Patient/nobody"}}
        """;

    [Fact]
    public async Task The_centres_page_leads_to_the_report_and_its_three_answers_add_up()
    {
        var page = await demo.Open("/");
        await page.Locator("a.tile[href='/validation']").ClickAsync();
        var figures = await page.Locator(".tile .figure").AllInnerTextsAsync();
        var numbers = figures.Take(3).Select(text => text.Split(" of ").Select(Number).ToArray()).ToList();
        Assert.All(numbers, pair => Assert.Equal(numbers[0][1], pair[1]));
        Assert.Equal(numbers[0][1], numbers.Sum(pair => pair[0]));
    }

    [Fact]
    public async Task A_rule_leads_to_the_record_and_the_source_row_in_two_clicks()
    {
        var page = await demo.Open("/validation");
        var title = await page.Locator(".findings [data-stop]").First.InnerTextAsync();
        await page.Locator(".findings [data-stop]").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/validation\?rule=[0-9]+$"));
        await Assertions.Expect(page.Locator("section[aria-labelledby=rule]")).ToContainTextAsync(title);
        await page.Locator(".where td.from a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Became element" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filters_count_what_they_show_and_are_the_address()
    {
        var page = await demo.Open("/validation");
        await page.Locator(".option", new() { HasText = "Condition" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"\?type=Condition$"));
        var rules = await page.Locator(".findings tbody tr").AllInnerTextsAsync();
        await page.ReloadAsync();
        Assert.Equal(rules, await page.Locator(".findings tbody tr").AllInnerTextsAsync());
        await page.GotoAsync("/validation?answer=invalid");
        await Assertions.Expect(page.GetByText("No rule was found broken or unchecked.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_invalid_resource_comes_first_with_what_is_expected_and_how_to_mend_it()
    {
        var page = await demo.Open("/validation");
        var put = await page.APIRequest.PutAsync("/fhir/Condition/no-category", new() { Data = Invalid, Headers = [KeyValuePair.Create("Content-Type", "application/fhir+json")] });
        Assert.Equal(201, put.Status);
        try
        {
            await Eventually(page, "1 of ");
            var first = page.Locator(".findings tbody tr").First;
            await Assertions.Expect(first).ToContainTextAsync("✕ invalid");
            await Assertions.Expect(first).ToContainTextAsync("Condition › category is required and missing");
            await Assertions.Expect(first).ToContainTextAsync("found 0");
            await Assertions.Expect(first).ToContainTextAsync("Add category.");
            await first.Locator("a[href='/records/Condition/no-category']").ClickAsync();
            await Assertions.Expect(page.Locator("section[aria-labelledby=checks]")).ToContainTextAsync("✕ invalid");
        }
        finally
        {
            await page.APIRequest.DeleteAsync("/fhir/Condition/no-category");
        }

        await Eventually(page, "Nothing is invalid");
    }

    [Fact]
    public async Task The_report_can_be_downloaded_with_the_same_numbers()
    {
        var page = await demo.Open("/validation?type=Observation");
        var waiting = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Download JSON" }).ClickAsync();
        var download = await waiting;
        Assert.Equal("validation.json", download.SuggestedFilename);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!));
        var resources = json.RootElement.GetProperty("resources");
        Assert.Equal(Number((await page.Locator(".tile .figure").First.InnerTextAsync()).Split(" of ")[1]), resources.GetProperty("all").GetInt32());
        Assert.Equal(await page.Locator(".findings tbody tr").CountAsync(), json.RootElement.GetProperty("rules").GetArrayLength());
        Assert.StartsWith("Observation/", json.RootElement.GetProperty("rules")[0].GetProperty("example").GetProperty("resource").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_leads_to_the_report_of_what_it_wrote()
    {
        var page = await demo.Open("/imports");
        await page.GetByRole(AriaRole.Link, new() { Name = "Validation report of" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/validation\?import=1$"));
        await Assertions.Expect(page.Locator(".chip")).ToContainTextAsync("Import");
        await Assertions.Expect(page.Locator(".findings tbody tr").First).ToBeVisibleAsync();
    }

    // Verdicts are written a moment after their resources.
    private static async Task Eventually(IPage page, string title)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            await page.GotoAsync("/validation");
            if ((await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).StartsWith(title, StringComparison.Ordinal)) return;
            await page.WaitForTimeoutAsync(100);
        }

        Assert.Fail($"the report never said '{title}'");
    }

    private static int Number(string text) => int.Parse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
