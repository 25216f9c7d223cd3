namespace Tessera.Oncology.Quality;

/// <summary>The two lists of data elements that quality is told for.</summary>
public enum ElementList
{
    /// <summary>The 90 data elements of mCODE STU1: what the project's brochures count. Questions about patients and records.</summary>
    Stu1,

    /// <summary>The 417 must-support elements of mCODE STU4, as its data dictionary counts them. Questions about the records of a profile.</summary>
    Stu4,
}
