using Tessera.Sources.Mapping;

namespace Tessera.Sources.Mef;

/// <summary>One extractor of a configuration that reads a file.</summary>
/// <param name="Layout">Its layout.</param>
/// <param name="Order">Place of the layout in the order of extraction.</param>
/// <param name="Path">The file.</param>
/// <param name="Settings">What the configuration says about it.</param>
internal sealed record MefExtractor(Layout Layout, int Order, string Path, FileSettings Settings);
