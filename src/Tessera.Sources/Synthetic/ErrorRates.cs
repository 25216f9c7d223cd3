using System.Collections.Frozen;

namespace Tessera.Sources.Synthetic;

/// <summary>How often each kind of error is planted, in what, and what an extraction does with it. The table of docs/synthetic-centre.md.</summary>
internal static class ErrorRates
{
    private static readonly FrozenDictionary<ErrorKind, ErrorRate> ByKind = new ErrorRate[]
    {
        new(ErrorKind.StageMissing, 0.04, "patient"),
        new(ErrorKind.StageGroupOnly, 0.06, "stage with TNM categories"),
        new(ErrorKind.StageContradictory, 0.01, "stage with metastases"),
        new(ErrorKind.ReceptorsContradictory, 0.01, "patient with breast cancer"),
        new(ErrorKind.StopReasonMissing, 0.15, "stopped course of medicines"),
        new(ErrorKind.DiagnosisMonthOnly, 0.03, "patient"),
        new(ErrorKind.LateRecord, 0.05, "patient"),
        new(ErrorKind.UnitMissing, 0.004, "laboratory result"),
        new(ErrorKind.LocalCode, 0.006, "laboratory result"),
        new(ErrorKind.IllnessAsText, 0.1, "illness beside the cancer"),
        new(ErrorKind.DoseRecordedTwice, 0.002, "dose administered"),
        new(ErrorKind.ReportBeforeSpecimen, 0.005, "genomic report"),
        new(ErrorKind.ImpossibleDate, 0.0005, "CSV row of a laboratory result") { CsvOnly = true, Quarantined = true },
        new(ErrorKind.DatesSwapped, 0.01, "CSV row of a hospital stay") { CsvOnly = true, Quarantined = true },
        new(ErrorKind.DuplicateRow, 0.001, "CSV row of a visit") { CsvOnly = true },
        new(ErrorKind.StatusAsText, 0.01, "CSV row of a disease status") { CsvOnly = true, Quarantined = true },
        new(ErrorKind.MandatoryCellEmpty, 0.002, "CSV row of a medication request") { CsvOnly = true, Quarantined = true },
    }.ToFrozenDictionary(rate => rate.Kind);

    public static IEnumerable<ErrorRate> All => ByKind.Values.OrderBy(rate => rate.Kind);

    public static ErrorRate Of(ErrorKind kind) => ByKind[kind];
}
