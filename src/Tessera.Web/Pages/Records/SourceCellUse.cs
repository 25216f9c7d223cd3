using Tessera.Centre.Import;
using Tessera.Store;

namespace Tessera.Web.Pages.Records;

/// <summary>A column of a row and the element that it fed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Element">The element, such as <c>Condition.code.coding.code</c>, or empty.</param>
public sealed record SourceCellUse(string Column, string Element)
{
    /// <summary>What the element says now, or empty.</summary>
    public string Value { get; init; } = "";

    /// <summary>The element without the long URLs of extensions: <c>Condition.extension[condition-assertedDate].value</c>.</summary>
    public string Label => string.Join('.', ElementPath.OfOrigin(Element).Select(part =>
        part.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? $"{part[..space]}[{part[(part.LastIndexOf('/') + 1)..]}]" : part));

    internal static IEnumerable<SourceCellUse> Of(Origin origin) => OriginPaths.Read(origin.Path).Select(use => new SourceCellUse(use.Column, use.Path));
}
