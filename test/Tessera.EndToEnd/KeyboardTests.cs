using Microsoft.Playwright;

namespace Tessera.EndToEnd;

public sealed class KeyboardTests(Demo demo)
{
    [Fact]
    public async Task A_question_mark_shows_the_keys_and_escape_closes_them()
    {
        var page = await demo.Open("/");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" });
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_question_mark_in_the_search_field_is_a_character()
    {
        var page = await demo.Open("/");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("a?/");
        Assert.Equal("a?/", await page.GetByRole(AriaRole.Searchbox).InputValueAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_first_stop_skips_to_the_content()
    {
        var page = await demo.Open("/patients");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task What_has_the_focus_has_a_ring_of_three_pixels_in_its_own_colour()
    {
        var page = await demo.Open("/patients");
        await page.Keyboard.PressAsync("Tab");
        for (var stop = 0; stop < 12; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            // The search field's ring is around the field and its key.
            var ring = await page.EvaluateAsync<string>("(() => { const e = document.activeElement.closest('.search') ?? document.activeElement; const s = getComputedStyle(e); return s.outlineStyle + ' ' + s.outlineWidth + ' ' + s.outlineColor; })()");
            Assert.Equal("solid 3px rgb(180, 84, 10)", ring);
        }
    }

    [Fact]
    public async Task Arrows_home_and_end_walk_the_rules_of_the_report()
    {
        var page = await demo.Open("/validation");
        var stops = page.Locator("[data-stop]");
        var last = await stops.CountAsync() - 1;
        await stops.First.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(stops.Nth(last)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(stops.Nth(last - 1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(stops.First).ToBeFocusedAsync();
    }
}
