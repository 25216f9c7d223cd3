namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Radiation dose that one volume received (mcode-radiotherapy-dose-delivered-to-volume).</summary>
/// <param name="Volume">The volume in words: description, else location, else its reference; empty when not recorded.</param>
/// <param name="CentiGray">Total dose in cGy; null when not recorded or recorded in another unit.</param>
/// <param name="Fractions">Fractions delivered; null when not recorded.</param>
public sealed record VolumeDose(string Volume, decimal? CentiGray, int? Fractions)
{
    /// <summary>Dose in Gy and fractions in the usual short form: <c>50 Gy / 25</c>.</summary>
    public string Dose => (CentiGray is null ? "dose not recorded" : $"{CentiGray / 100:0.##} Gy") + (Fractions is null ? "" : $" / {Fractions}");

    /// <inheritdoc/>
    public override string ToString() => Volume.Length > 0 ? $"{Volume} {Dose}" : Dose;
}
