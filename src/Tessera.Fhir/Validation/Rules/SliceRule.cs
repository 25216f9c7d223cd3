namespace Tessera.Fhir.Validation.Rules;

/// <summary>One slice with the tests that an item must pass to be in it; without tests, conformance decides.</summary>
/// <param name="element">What the slice demands.</param>
/// <param name="compile">Makes the tests. They look into other profiles, which may look back, so they are made when first asked.</param>
internal sealed class SliceRule(ElementRule element, Func<DiscriminatorTest[]> compile)
{
    private DiscriminatorTest[]? tests;

    public ElementRule Element { get; } = element;

    public DiscriminatorTest[] Tests => tests ??= compile();

    public string Name => Element.Definition.SliceName ?? "";
}
