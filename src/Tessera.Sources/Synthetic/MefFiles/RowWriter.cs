using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>Writes some of a patient's rows.</summary>
internal abstract class RowWriter(MefFolder folder, SyntheticPatient patient, Draw slips)
{
    /// <summary>The hospital's own codes, for what no open specification codes.</summary>
    public const string LocalFormulary = "https://synthetic-centre.example/formulary";

    protected MefFolder Folder { get; } = folder;

    protected SyntheticPatient Patient { get; } = patient;

    protected string Key { get; } = patient.Key;

    protected string Cancer { get; } = patient.Key + "-c0";

    public abstract void Write();

    /// <summary>Plants an error of format in the next row of a file.</summary>
    protected bool Slip(ErrorKind kind, string record, CsvFile file)
    {
        if (!slips.Chance(ErrorRates.Of(kind).Rate)) return false;
        Folder.Errors.Add(kind, record, file);
        return true;
    }

    protected static string Date(DateOnly day) => day.ToString("yyyy-MM-dd");

    protected Coding CancerCode => SyntheticCodes.Cancer(Patient.Cancer, Folder.Flavour);

    protected Coding CodeOf(Medicine medicine) => SyntheticCodes.Medicine(medicine, Folder.Flavour) ?? new Coding(LocalFormulary, medicine.Name.Replace(' ', '-'));

    protected static string? SnomedOf(Concept? concept) => concept?.Codings.FirstOrDefault(coding => coding.System == CodeSystems.Snomed)?.Code;
}
