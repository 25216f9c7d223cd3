namespace Tessera.Store;

/// <summary>A patient whose records changed since what is derived from them was last rebuilt.</summary>
/// <param name="Patient">Logical id of the Patient.</param>
/// <param name="Number">The store's number of that Patient.</param>
/// <param name="Sequence">Number of the last change that concerns the patient.</param>
public sealed record DirtyPatient(string Patient, long Number, long Sequence);
