namespace Tessera.Fhir.Validation.Rules;

/// <summary>One slice with the tests that an item must pass to be in it; without tests, conformance decides.</summary>
internal sealed record SliceRule(ElementRule Element, DiscriminatorTest[] Tests)
{
    public string Name => Element.Definition.SliceName ?? "";
}
