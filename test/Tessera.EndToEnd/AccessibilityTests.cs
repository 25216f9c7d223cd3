using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tessera.EndToEnd;

/// <summary>axe finds nothing on any page, in light and dark, on a desk and on a phone (visible case F01).</summary>
public sealed class AccessibilityTests(Demo demo)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task F01_axe_finds_no_violation(ColorScheme scheme, int width)
    {
        var page = await demo.Open("/", width, scheme);
        var found = new List<string>();
        foreach (var path in await Pages.All(page))
        {
            await page.GotoAsync(path);
            var result = await page.RunAxe();
            found.AddRange(result.Violations.Select(violation => $"{path}: {violation.Id} {violation.Help} {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Everything_that_is_clicked_is_at_least_24_pixels_high_or_stands_in_a_text(int width)
    {
        var page = await demo.Open("/", width);
        var options = new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["target-size"] } };
        foreach (var path in await Pages.All(page))
        {
            await page.GotoAsync(path);
            // Marks may lie closer: each leads where a row of the table leads (WCAG 2.5.8, exception "equivalent").
            var context = new AxeRunContext { Exclude = [new AxeSelector(".plot")] };
            var small = (await page.RunAxe(context, options)).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path}: {node.Html}")).ToList();
            Assert.True(small.Count == 0, string.Join('\n', small));
        }
    }

    [Fact]
    public async Task With_forced_colours_axe_finds_no_violation_and_shapes_keep_their_edges()
    {
        var page = await demo.Open("/");
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        foreach (var path in await Pages.All(page))
        {
            await page.GotoAsync(path);
            Assert.Equal([], (await page.RunAxe()).Violations.Select(violation => $"{path}: {violation.Id}"));
        }

        await page.GotoAsync("/");
        Assert.Equal("solid", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('svg.shape')).borderTopStyle"));
        Assert.Equal("solid", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.tag')).borderTopStyle"));
    }
}
