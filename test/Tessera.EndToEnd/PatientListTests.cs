using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tessera.EndToEnd;

public sealed class PatientListTests(Demo demo)
{
    [Fact]
    public async Task A_filter_shows_as_many_patients_as_it_says_and_its_address_is_the_state()
    {
        var page = await demo.Open("/patients");
        var option = Option(page, "Stage III");
        var count = await Number(option.Locator(".num"));
        await option.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/patients\?stage=III$"));
        Assert.Equal(count, await page.Locator("tbody tr").CountAsync());
        Assert.Equal($"{count} of 25 patients", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());

        await Option(page, "female").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"stage=III&sex=female$"));
        var both = await page.Locator("tbody tr").AllInnerTextsAsync();
        await page.ReloadAsync();
        Assert.Equal(both, await page.Locator("tbody tr").AllInnerTextsAsync());
        Assert.All(both, row => Assert.Contains("female", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_of_one_property_add_up_and_a_chip_takes_its_filter_away()
    {
        var page = await demo.Open("/patients?stage=I&stage=II");
        var expected = await Number(Option(page, "Stage I").Locator(".num")) + await Number(Option(page, "Stage II").Locator(".num"));
        Assert.Equal(expected, await page.Locator("tbody tr").CountAsync());
        await page.Locator(".chip", new() { HasText = "Stage II" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"\?stage=I$"));
        await Option(page, "Stage I").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients$"));
    }

    [Fact]
    public async Task A_columns_head_sorts_and_turns_the_order_round()
    {
        var page = await demo.Open("/patients");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Patient" }).GetByRole(AriaRole.Link).ClickAsync();
        var families = await Families(page);
        Assert.Equal(families.Order(StringComparer.OrdinalIgnoreCase), families);
        Assert.Equal("ascending", await page.GetByRole(AriaRole.Columnheader, new() { Name = "Patient" }).GetAttributeAsync("aria-sort"));

        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Patient" }).GetByRole(AriaRole.Link).ClickAsync();
        Assert.Equal(families.AsEnumerable().Reverse(), await Families(page));
        await Assertions.Expect(page.Locator("caption")).ToContainTextAsync("by name, from Z to A");
    }

    [Fact]
    public async Task What_is_searched_for_is_in_no_address_and_one_can_go_back_to_it()
    {
        var page = await demo.Open("/patients");
        var name = (await page.Locator("[data-stop]").First.InnerTextAsync()).Split(' ')[0];
        await page.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients\\?find=[0-9a-f]{32}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("1 patient found");
        Assert.DoesNotContain(name, await page.TitleAsync(), StringComparison.Ordinal);

        await page.Locator("[data-stop]").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients/[0-9a-f]{32}$"));
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("1 patient found");
        Assert.Equal(name, await page.GetByRole(AriaRole.Searchbox).InputValueAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "End search" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients$"));
    }

    [Fact]
    public async Task A_search_that_is_no_longer_kept_says_so()
    {
        var page = await demo.Open("/patients?find=00000000000000000000000000000000");
        await Assertions.Expect(page.GetByText("This search is no longer kept.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filters_that_nobody_meets_can_be_taken_away()
    {
        var page = await demo.Open("/patients?stage=IV&age=0-17");
        await Assertions.Expect(page.GetByText("No patient has all of these.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear all" }).ClickAsync();
        Assert.Equal(25, await page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task The_centres_page_leads_to_the_patients_that_it_counts()
    {
        var page = await demo.Open("/");
        foreach (var panel in new[] { "by-cancer", "by-stage", "by-age", "by-sex" })
        {
            await page.GotoAsync("/");
            var row = page.Locator($"section[aria-labelledby={panel}] tbody tr").First;
            var count = await Number(row.Locator(".num"));
            await row.GetByRole(AriaRole.Link).ClickAsync();
            Assert.Equal(count, await page.Locator("table.patients tbody tr").CountAsync());
        }
    }

    [Fact]
    public async Task On_a_phone_filters_are_folded_and_rows_are_blocks()
    {
        var page = await demo.Open("/patients?stage=III", width: 390);
        Assert.Equal(1, await page.Locator(".filter[open]").CountAsync());
        await page.Locator(".filter", new() { HasText = "Sex" }).Locator("summary").ClickAsync();
        await Option(page, "male").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("sex=male"));
        Assert.Equal("flex", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('table.patients tbody tr')).display"));
    }

    private static ILocator Option(IPage page, string label) =>
        page.Locator(".option", new() { Has = page.Locator("bdi", new() { HasTextRegex = new Regex($"^{Regex.Escape(label)}$") }) });

    private static async Task<int> Number(ILocator locator) => int.Parse(await locator.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> Families(IPage page) =>
        [.. (await page.Locator("[data-stop]").AllInnerTextsAsync()).Select(name => name[(name.LastIndexOf(' ') + 1)..])];
}
