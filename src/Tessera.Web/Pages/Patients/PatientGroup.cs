using Tessera.Oncology.Mcode;
using Tessera.Web.Pages.Records;

namespace Tessera.Web.Pages.Patients;

/// <summary>The records of a patient in one mCODE group, newest first.</summary>
/// <param name="Group">The group.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Lines">Those that are shown.</param>
public sealed record PatientGroup(McodeGroup Group, int Count, IReadOnlyList<RecordLine> Lines);
