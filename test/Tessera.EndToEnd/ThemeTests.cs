using Microsoft.Playwright;

namespace Tessera.EndToEnd;

public sealed class ThemeTests(Demo demo)
{
    private const string Light = "rgb(246, 245, 242)";
    private const string Dark = "rgb(22, 21, 19)";

    [Theory]
    [InlineData(ColorScheme.Light, Light)]
    [InlineData(ColorScheme.Dark, Dark)]
    public async Task Pages_follow_the_system(ColorScheme scheme, string ground)
    {
        var page = await demo.Open("/", scheme: scheme);
        Assert.Equal(ground, await Ground(page));
    }

    [Fact]
    public async Task A_chosen_theme_stays_and_stands_before_the_page_is_painted()
    {
        var page = await demo.Open("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        Assert.Equal(Dark, await Ground(page));

        // The script in the head has run when the body's first element is parsed.
        await page.AddInitScriptAsync("new MutationObserver(() => { if (document.body && !('atBody' in window)) window.atBody = document.documentElement.dataset.theme ?? 'none'; }).observe(document, { childList: true, subtree: true })");
        await page.GotoAsync("/patients");
        Assert.Equal("dark", await page.EvaluateAsync<string>("window.atBody"));
        Assert.Equal(Dark, await Ground(page));
    }

    [Fact]
    public async Task Who_comes_back_to_the_systems_theme_follows_the_system_again()
    {
        var page = await demo.Open("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('theme')"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal(Dark, await Ground(page));
    }

    [Fact]
    public async Task Paper_is_white_whatever_the_theme()
    {
        var page = await demo.Open("/validation", scheme: ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 255, 255)", await Ground(page));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.panel')).backgroundColor"));
    }

    [Theory]
    [InlineData("A4")]
    [InlineData("Letter")]
    public async Task The_report_prints_with_its_sentence_and_without_its_buttons(string format)
    {
        var page = await demo.Open("/validation");
        var pdf = await page.PdfAsync(new() { Format = format, PrintBackground = false });
        Assert.True(pdf.Length > 10_000);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Download JSON")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("not a medical device")).ToBeVisibleAsync();
    }

    private static Task<string> Ground(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
}
