using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tessera.EndToEnd;

/// <summary>Everything that the journey's picture does, in a real browser.</summary>
public sealed class JourneyTests(Demo demo)
{
    // Found once for all tests, which run one after the other.
    private static string? richest;

    [Fact]
    public async Task What_hover_shows_is_what_the_keyboard_reaches_and_what_is_read_out()
    {
        var page = await Open();
        var mark = page.Locator(".plot .mk").First;
        await mark.HoverAsync();
        var said = await mark.GetAttributeAsync("aria-label");
        await Assertions.Expect(page.Locator(".tip")).ToHaveTextAsync(said!);
        await page.Mouse.MoveAsync(1, 1);
        await Assertions.Expect(page.Locator(".tip")).ToBeHiddenAsync();
        await mark.FocusAsync();
        await Assertions.Expect(page.Locator(".tip")).ToHaveTextAsync(said!);
    }

    [Fact]
    public async Task Arrows_reach_every_mark()
    {
        var page = await Open();
        await page.Locator(".plot .mk[tabindex='0']").FocusAsync();
        var reached = new HashSet<string>();
        for (var lane = 0; lane < await page.Locator(".plot [data-lane]:has(.mk)").CountAsync(); lane++)
        {
            await page.Keyboard.PressAsync("Home");
            for (string? before = null, now = await Focused(page); now != before; before = now, now = await Focused(page))
            {
                reached.Add(now);
                await page.Keyboard.PressAsync("ArrowRight");
            }

            await page.Keyboard.PressAsync("ArrowDown");
        }

        Assert.Equal(await page.Locator(".plot .mk").CountAsync(), reached.Count);
        Assert.Equal(1, await page.Locator(".plot .mk[tabindex='0']").CountAsync());
    }

    [Fact]
    public async Task Notes_stay_until_they_are_closed_and_lead_to_record_and_source_row()
    {
        var page = await Open();
        await page.Locator(".plot .t-disease .mk").First.ClickAsync();
        await page.Locator(".plot .t-outcome .mk, .plot .t-treatment .mk").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pin")).ToHaveCountAsync(2);
        await page.Locator("h1").ClickAsync();
        await Assertions.Expect(page.Locator(".pin")).ToHaveCountAsync(2);
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.pin')].every(pin => { const box = pin.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; })"));
        await page.Locator(".pin button").Last.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".pin")).ToHaveCountAsync(1);
        Assert.StartsWith("mk", await page.EvaluateAsync<string>("document.activeElement.getAttribute('class')"), StringComparison.Ordinal);

        await page.Locator(".pin").GetByRole(AriaRole.Link, new() { Name = "row" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/records/.*/source$"));
        await page.GoBackAsync();
        await page.Locator(".plot .t-disease .mk").First.ClickAsync();
        await page.Locator(".pin").GetByRole(AriaRole.Link, new() { Name = "Record" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/records/[A-Za-z]+/[^/]+$"));
    }

    [Fact]
    public async Task Tracks_fold_and_the_address_keeps_it()
    {
        var page = await Open();
        var lanes = await page.Locator(".plot [data-lane]").CountAsync();
        var labs = page.Locator(".fold.t-labs");
        await labs.ClickAsync();
        await Assertions.Expect(labs).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("closed=labs"));
        Assert.True(await page.Locator(".plot [data-lane]").CountAsync() < lanes);
        await page.ReloadAsync();
        await Assertions.Expect(labs).ToHaveAttributeAsync("aria-expanded", "false");
        await labs.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(labs).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(labs).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_window_zooms_and_moves_by_buttons_keys_and_dragging()
    {
        var page = await Open();
        var (from, to) = await Window(page);
        await page.Locator("[data-figure=in]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("from="));
        var (nearFrom, nearTo) = await Window(page);
        Assert.InRange((nearTo - nearFrom) / (double)(to - from), 0.45, 0.55);

        await page.Locator(".plot .mk").First.FocusAsync();
        await page.Keyboard.PressAsync("-");
        await Changed(page, nearFrom);
        var (farFrom, farTo) = await Window(page);
        Assert.True(farTo - farFrom > nearTo - nearFrom);
        await page.Locator("[data-figure=fit]").ClickAsync();
        await Assertions.Expect(page.Locator(".timeline.plot")).ToHaveAttributeAsync("data-from", from.ToString(CultureInfo.InvariantCulture));

        var box = (await page.Locator(".chart-plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 4), box.Y + 8, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Changed(page, from);
        var (moved, _) = await Window(page);
        Assert.InRange((moved - from) / (double)(to - from), 0.2, 0.3);

        await page.Locator("[data-figure=earlier]").ClickAsync();
        await Changed(page, moved);
        Assert.True((await Window(page)).From < moved);
    }

    [Fact]
    public async Task The_axis_shows_dates_or_days_since_the_diagnosis()
    {
        var page = await Open();
        await page.GetByRole(AriaRole.Link, new() { Name = "Days since diagnosis" }).ClickAsync();
        await Assertions.Expect(page.Locator(".plot text.axis.strong")).ToHaveTextAsync("0");
        await page.GetByRole(AriaRole.Link, new() { Name = "Dates" }).ClickAsync();
        await Assertions.Expect(page.Locator(".plot text.axis").Filter(new() { HasTextRegex = new Regex("20[0-9][0-9]") }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_table_has_the_facts_of_the_picture()
    {
        var page = await Open();
        await page.GotoAsync(new Uri(page.Url).AbsolutePath + "?from=-60000&to=60000");
        var drawn = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.plot .mk')].flatMap(mark => mark.dataset.of.split(' '))");
        var count = await page.EvaluateAsync<int>("[...document.querySelectorAll('.plot .mk')].reduce((sum, mark) => sum + Number(mark.dataset.count), 0)");
        await page.GetByRole(AriaRole.Link, new() { Name = "Table", Exact = true }).ClickAsync();
        var rows = await page.EvaluateAsync<string[][]>("[...document.querySelectorAll('#figure tbody tr')].map(row => [row.querySelector('a[data-stop]').getAttribute('href').slice('/records/'.length), row.querySelector('td').innerText.trim()])");
        var dated = rows.Where(row => row[1] != "no date").ToList();
        Assert.Equal(dated.Count, count);
        Assert.Equal(dated.Select(row => row[0]).Distinct().Order(), drawn.Distinct().Order());
        var csv = await page.APIRequest.GetAsync(new Uri(page.Url).AbsolutePath + "/journey.csv");
        Assert.Equal(rows.Length, (await csv.TextAsync()).Trim().Split('\n').Length - 1);
    }

    [Fact]
    public async Task The_file_is_a_picture_that_stands_alone()
    {
        var page = await Open();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "SVG" }).ClickAsync());
        Assert.Equal("journey.svg", download.SuggestedFilename);
        var path = await download.PathAsync();
        var alone = await page.Context.NewPageAsync();
        var failed = new List<string>();
        alone.RequestFailed += (_, request) => failed.Add(request.Url);
        await alone.SetContentAsync(await File.ReadAllTextAsync(path));
        Assert.True(await alone.Locator("svg .mk").CountAsync() > 3);
        Assert.Equal("rgb(166, 61, 47)", await alone.EvaluateAsync<string>("getComputedStyle(document.querySelector('.t-disease .mk use:last-of-type')).fill"));
        Assert.Empty(failed);
    }

    [Fact]
    public async Task Without_a_script_every_control_and_mark_is_a_link()
    {
        var page = await Open();
        var address = new Uri(page.Url).AbsolutePath;
        await using var context = await demo.Browser!.NewContextAsync(new() { BaseURL = demo.Address.ToString(), JavaScriptEnabled = false });
        var plain = await context.NewPageAsync();
        await plain.GotoAsync(address);
        await plain.Locator(".fold.t-disease").ClickAsync();
        await Assertions.Expect(plain).ToHaveURLAsync(new Regex("closed=disease"));
        await plain.GetByRole(AriaRole.Link, new() { Name = "Zoom in" }).ClickAsync();
        await Assertions.Expect(plain).ToHaveURLAsync(new Regex("from="));
        await plain.GotoAsync(address);
        await plain.Locator(".plot .mk[data-count='1']").First.ClickAsync();
        await Assertions.Expect(plain).ToHaveURLAsync(new Regex("/records/"));
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1024, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task No_words_of_the_picture_touch(int width, ColorScheme scheme)
    {
        foreach (var patient in (await Patients(await demo.Open("/patients"))).Take(3))
        {
            var page = await demo.Open(patient, width, scheme);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var touching = await page.EvaluateAsync<string[]>("""
                () => {
                  const boxes = [...document.querySelectorAll(".plot text")].map(text => [text.textContent, text.getBoundingClientRect()]);
                  const found = [];
                  for (let one = 0; one < boxes.length; one++)
                    for (let other = one + 1; other < boxes.length; other++) {
                      const [left, right] = [boxes[one][1], boxes[other][1]];
                      const across = Math.min(left.right, right.right) - Math.max(left.left, right.left);
                      const down = Math.min(left.bottom, right.bottom) - Math.max(left.top, right.top);
                      if (across > 1 && down > 5) found.push(boxes[one][0] + " / " + boxes[other][0]);
                    }
                  return found;
                }
                """);
            Assert.Empty(touching);
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [InlineData("A4")]
    [InlineData("Letter")]
    public async Task It_prints_on_paper(string format)
    {
        var page = await Open();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(format == "A4" ? 680 : 700, 900);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.False(await page.Locator(".chart-tools").IsVisibleAsync());
        Assert.True(await page.Locator(".plot").IsVisibleAsync());
        Assert.True((await page.PdfAsync(new() { Format = format })).Length > 10_000);
    }

    // The patient of the list whose picture has most marks: something of every kind.
    private async Task<IPage> Open()
    {
        if (richest is not null) return await Settled(await demo.Open(richest));
        var page = await demo.Open("/patients");
        var (best, most) = ("", -1);
        foreach (var patient in await Patients(page))
        {
            await page.GotoAsync(patient);
            if (await page.Locator(".plot .mk").CountAsync() is var marks && marks > most && await page.Locator(".t-labs .mk").CountAsync() > 0) (best, most) = (patient, marks);
        }

        await page.GotoAsync(best);
        richest = best;
        return await Settled(page);
    }

    private static async Task<IPage> Settled(IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return page;
    }

    private static async Task<IReadOnlyList<string>> Patients(IPage page) => await page.EvaluateAsync<string[]>("[...document.querySelectorAll('tbody a[data-stop]')].slice(0, 6).map(link => link.getAttribute('href'))");

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("(() => { const all = [...document.querySelectorAll('.plot .mk')]; return String(all.indexOf(document.activeElement)); })()");

    private static Task Changed(IPage page, int from) => Assertions.Expect(page.Locator(".timeline.plot")).Not.ToHaveAttributeAsync("data-from", from.ToString(CultureInfo.InvariantCulture));

    private static async Task<(int From, int To)> Window(IPage page)
    {
        var plot = page.Locator(".timeline.plot");
        return (int.Parse((await plot.GetAttributeAsync("data-from"))!, CultureInfo.InvariantCulture), int.Parse((await plot.GetAttributeAsync("data-to"))!, CultureInfo.InvariantCulture));
    }
}
