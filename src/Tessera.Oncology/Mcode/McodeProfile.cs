namespace Tessera.Oncology.Mcode;

/// <summary>One resource profile of mCODE.</summary>
/// <param name="Name">Last part of its canonical URL, such as <c>mcode-tnm-stage-group</c>.</param>
/// <param name="ResourceType">The type it constrains.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Label">What it is called in a sentence, such as <c>TNM stage group</c>.</param>
public sealed record McodeProfile(string Name, string ResourceType, McodeGroup Group, string Label)
{
    /// <summary>What every canonical URL of an mCODE profile begins with.</summary>
    public const string UrlStart = "http://hl7.org/fhir/us/mcode/StructureDefinition/";

    /// <summary>The canonical URL without version.</summary>
    public string Url => UrlStart + Name;
}
