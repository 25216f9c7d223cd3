using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tessera.EndToEnd;

public sealed class DemoTests(Demo demo)
{
    [Fact]
    public async Task From_the_centre_to_a_patient_a_record_and_its_source_row()
    {
        var page = await demo.Open("/");
        Assert.Equal("Centre · Tessera", await page.TitleAsync());

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Patients" }).ClickAsync();
        var name = await page.Locator("tbody tr").First.GetByRole(AriaRole.Link).InnerTextAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        Assert.Matches("/patients/[0-9a-f]{32}$", page.Url);
        Assert.DoesNotContain(name, await page.TitleAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "All records" }).ClickAsync();
        await page.Locator("section[aria-labelledby=disease] tbody tr").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What the record says" })).ToBeVisibleAsync();

        await page.Locator("section[aria-labelledby=from]").GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Became element" })).ToBeVisibleAsync();
        Assert.Matches("row [0-9]+", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_finds_a_patient()
    {
        var page = await demo.Open("/patients");
        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-stop]").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        var second = await page.Locator("[data-stop]").Nth(1).InnerTextAsync();
        Assert.Equal(second, await page.EvaluateAsync<string>("document.activeElement.innerText"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/patients/[0-9a-f]{32}$"));
    }

    [Fact]
    public async Task No_page_asks_another_server_for_anything()
    {
        var page = await demo.Open("/");
        var asked = new ConcurrentQueue<string>(); // requests are told by another thread, the last perhaps while this one counts them
        page.Request += (_, request) => asked.Enqueue(request.Url);
        foreach (var path in await Pages.All(page)) await page.GotoAsync(path);
        Assert.All(asked, url => Assert.StartsWith(demo.Address.ToString(), url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(1024)]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_page_is_wider_than_the_window(int width)
    {
        var page = await demo.Open("/", width);
        foreach (var path in await Pages.All(page))
        {
            await page.GotoAsync(path);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} at {width}");
        }
    }
}
