namespace Tessera.Fhir.Narrative;

/// <summary>The first thing that is wrong with a narrative, or nothing.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Byte in the text of the div.</param>
internal readonly record struct XhtmlFault(XhtmlFaultKind Kind, int At)
{
    /// <summary>What is wrong, in words. Names and texts are not quoted: people write them.</summary>
    public string Message => Kind switch
    {
        XhtmlFaultKind.None => "",
        XhtmlFaultKind.Empty => "the narrative has no text and no image",
        XhtmlFaultKind.NotDiv => $"it must be one div of the namespace {XhtmlNames.Namespace}",
        XhtmlFaultKind.Element => $"the element at byte {At:N0} is not one that narrative may have",
        XhtmlFaultKind.Attribute => $"the attribute at byte {At:N0} is not one that narrative may have",
        XhtmlFaultKind.Script => $"the link at byte {At:N0} runs a script",
        XhtmlFaultKind.Entity => $"the entity at byte {At:N0} is none of XML's: write the character itself",
        XhtmlFaultKind.Declaration => $"the declaration or processing instruction at byte {At:N0} is not allowed",
        XhtmlFaultKind.TooDeep => $"elements nest deeper than {XhtmlCheck.MaxDepth} at byte {At:N0}",
        _ => $"the XML is not well-formed at byte {At:N0}",
    };
}
