using Tessera.Centre.Import;
using Tessera.Store;

namespace Tessera.Web.Pages;

/// <summary>A column of a row and the element that it fed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Element">The element, such as <c>Condition.code.coding.code</c>, or empty.</param>
public sealed record SourceCellUse(string Column, string Element)
{
    /// <summary>What the element says now, or empty.</summary>
    public string Value { get; init; } = "";

    internal static IEnumerable<SourceCellUse> Of(Origin origin) => OriginPaths.Read(origin.Path).Select(use => new SourceCellUse(use.Column, use.Path));
}
