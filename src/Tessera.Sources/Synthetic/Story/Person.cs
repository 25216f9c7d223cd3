namespace Tessera.Sources.Synthetic.Story;

/// <summary>Who the patient is. Race and ethnicity are null where a flavour does not record them.</summary>
internal sealed record Person(string Family, string Given, bool IsFemale, DateOnly Born, Address Address, string? Race, string? Ethnicity, string Language)
{
    /// <summary>Age in whole years on a day.</summary>
    public int AgeOn(DateOnly day) => day.Year - Born.Year - (day.DayOfYear < Born.DayOfYear ? 1 : 0);
}

/// <summary>Where the patient lives: streets that do not exist in towns that do not exist.</summary>
internal sealed record Address(string Line, string City, string? State, string PostalCode, string Country);
