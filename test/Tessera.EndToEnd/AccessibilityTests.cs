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
}
