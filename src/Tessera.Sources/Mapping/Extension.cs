namespace Tessera.Sources.Mapping;

/// <summary>Extensions as elements.</summary>
internal static class Extension
{
    /// <summary>An extension with a value.</summary>
    /// <param name="url">Its URL.</param>
    /// <param name="valueName">Such as <c>valueCodeableConcept</c>.</param>
    /// <param name="value">The value.</param>
    public static Element Of(string url, string valueName, Element value) =>
        new PathHint($".where(url='{url}')", new ObjectElement(("url", Fixed.String(url)), (valueName, value)));

    /// <summary>An extension with parts.</summary>
    public static Element Of(string url, params Element[] parts) =>
        new PathHint($".where(url='{url}')", new ObjectElement(("url", Fixed.String(url)), ("extension", new ListElement(parts))));
}
