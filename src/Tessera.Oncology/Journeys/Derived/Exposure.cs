using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>One medicine over one stretch of time without a long pause, by one kind of event.</summary>
/// <param name="Medicine">The medicine's name, see <see cref="Facts.Medicine.Name"/>.</param>
/// <param name="How">Ordered, dispensed, administered or stated: never mixed.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day: of the last event, or of the last supply or order.</param>
/// <param name="Events">The events, by date.</param>
public sealed record Exposure(string Medicine, MedicineEventKind How, DateOnly First, DateOnly Last, IReadOnlyList<MedicineEvent> Events)
{
    /// <summary>Days from first to last, both included.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;
}
