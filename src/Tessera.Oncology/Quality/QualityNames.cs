using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>Ids of the element names that quality reads in every record, found once per vocabulary; <c>bench quality</c> pays for it.</summary>
internal sealed class QualityNames(NameTable names)
{
    public readonly int Code = names.Find("code");
    public readonly int Coding = names.Find("coding");
    public readonly int Extension = names.Find("extension");
    public readonly int Id = names.Find("id");
    public readonly int LastUpdated = names.Find("lastUpdated");
    public readonly int Meta = names.Find("meta");
    public readonly int Profile = names.Find("profile");
    public readonly int Reference = names.Find("reference");
    public readonly int Start = names.Find("start");
    public readonly int System = names.Find("system");
    public readonly int Text = names.Find("text");
    public readonly int Url = names.Find("url");
}
