namespace Tessera.Sources.Synthetic;

/// <summary>The kinds of errors and gaps that a synthetic centre plants. Rates are in <see cref="ErrorRates"/>.</summary>
internal enum ErrorKind
{
    StageMissing,
    StageGroupOnly,
    StageContradictory,
    ReceptorsContradictory,
    StopReasonMissing,
    DiagnosisMonthOnly,
    LateRecord,
    UnitMissing,
    LocalCode,
    IllnessAsText,
    DoseRecordedTwice,
    ReportBeforeSpecimen,
    ImpossibleDate,
    DatesSwapped,
    DuplicateRow,
    StatusAsText,
    MandatoryCellEmpty,
}
