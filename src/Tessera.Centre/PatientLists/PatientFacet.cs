namespace Tessera.Centre.PatientLists;

/// <summary>A property by which patients are counted and filtered. Its values are short keys; an empty one means "not recorded".</summary>
public enum PatientFacet
{
    /// <summary>Group of the main cancer: <c>breast</c>, <c>other</c>.</summary>
    Cancer,

    /// <summary>Main stage now: <c>0</c> to <c>IV</c>, <c>other</c>.</summary>
    Stage,

    /// <summary>Administrative gender.</summary>
    Sex,

    /// <summary>Age this year, or at death not known: <c>0-17</c>, <c>18-39</c>, then tens of years, <c>80+</c>.</summary>
    Age,

    /// <summary><c>alive</c> or <c>dead</c>.</summary>
    Vital,

    /// <summary>The worst verdict on the patient's records: <c>valid</c>, <c>unchecked</c>, <c>invalid</c>.</summary>
    Verdict,

    /// <summary>Whether facts contradict each other: <c>yes</c>, <c>no</c>.</summary>
    Contradictions,

    /// <summary>Sources that wrote records of the patient; a patient may have several.</summary>
    Source,
}
