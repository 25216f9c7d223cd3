namespace Tessera.Fhir.Path.Values;

/// <summary>Units of time that can be added to dates and times.</summary>
internal enum CalendarUnit : byte
{
    None,
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}
