using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>patient-mrns, patient-information and encounter-information.</summary>
internal sealed class PatientRows(MefFolder folder, SyntheticPatient patient, Draw slips) : RowWriter(folder, patient, slips)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public override void Write()
    {
        var (person, address) = (Patient.Person, Patient.Person.Address);
        Folder.Numbers.Row(Key);
        Folder.Patients.Row(Key, person.Family, person.Given, person.IsFemale ? "female" : "male", person.Race is null ? null : person.IsFemale ? "F" : "M",
            Date(person.Born), person.Race, person.Ethnicity, person.Language, address.Line, address.City, address.State, address.PostalCode);
        for (var i = 0; i < Patient.Visits.Count; i++) WriteVisit(Patient.Visits[i], $"{Key}-e{i + 1}");
    }

    private void WriteVisit(Visit visit, string id)
    {
        var swapped = visit.End > visit.Start && Slip(ErrorKind.DatesSwapped, id, Folder.Visits);
        var (start, end) = swapped ? (visit.End, visit.Start) : (visit.Start, visit.End);
        WriteRow(id, visit, start, end);
        if (!swapped && Slip(ErrorKind.DuplicateRow, id, Folder.Visits)) WriteRow(id, visit, start, end);
    }

    private void WriteRow(string id, Visit visit, DateOnly start, DateOnly end) =>
        Folder.Visits.Row(Key, id, "finished", visit.IsInpatient ? "IMP" : visit.IsRemote ? "VR" : "AMB", ActCode, null, null, Date(start), Date(end));
}
