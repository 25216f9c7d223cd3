namespace Tessera.Store.Schema;

/// <summary>Values of <c>resource.patient</c> that are not the number of a Patient.</summary>
internal static class PatientColumn
{
    /// <summary>Several patients, listed in <c>compartment</c>.</summary>
    public const long Several = -1;
}
