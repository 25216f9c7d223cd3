using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>The table from observation codes to mCODE's profiles and categories.</summary>
public static class ObservationKinds
{
    private static readonly ObservationKind Plain = new(null, null);
    private static readonly ObservationKind Laboratory = new(null, "laboratory");

    private static readonly ObservationKind TumorMarker =
        new(McodeProfiles.TumorMarkerTest, "laboratory") { SnomedCategory = McodeCodes.TumorMarker, NeedsDay = true };

    // Vital signs: http://hl7.org/fhir/R4/observation-vitalsigns.html with the units of each profile's value set.
    private static readonly FrozenDictionary<string, ObservationKind> LoincCodes = new Dictionary<string, ObservationKind>
    {
        ["89247-1"] = Score(McodeProfiles.EcogPerformanceStatus, 5),
        ["89243-0"] = Score(McodeProfiles.KarnofskyPerformanceStatus, 100),
        ["8277-6"] = Vital(McodeProfiles.BodySurfaceArea, "m2"),
        ["8302-2"] = Vital(McodeProfiles.BodyHeight, "cm", "[in_i]"),
        ["29463-7"] = Vital(McodeProfiles.BodyWeight, "kg", "g", "[lb_av]"),
        ["8867-4"] = Vital(McodeProfiles.HeartRate, "/min"),
        ["9279-1"] = Vital(McodeProfiles.RespiratoryRate, "/min"),
        ["8310-5"] = Vital(McodeProfiles.BodyTemperature, "Cel", "[degF]"),
        ["39156-5"] = Vital(McodeProfiles.BodyMassIndex, "kg/m2"),
        ["9843-4"] = Vital(McodeProfiles.HeadCircumference, "cm", "[in_i]"),
        ["2708-6"] = Vital(McodeProfiles.OxygenSaturation, "%"),
        ["8480-6"] = Vital(McodeProfiles.VitalSigns, "mm[Hg]"),
        ["8462-4"] = Vital(McodeProfiles.VitalSigns, "mm[Hg]"),
        ["718-7"] = Laboratory, ["20570-8"] = Laboratory, ["26464-8"] = Laboratory, ["26499-4"] = Laboratory,
        ["31206-6"] = Laboratory, ["44648-4"] = Laboratory, ["92832-5"] = Laboratory, ["101119-6"] = Laboratory,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly ObservationKind Lansky = Score(McodeProfiles.LanskyPlayPerformanceStatus, 100);

    /// <summary>What a code says; a plain Observation without category when nothing is known of it.</summary>
    /// <param name="system">Code system URI.</param>
    /// <param name="code">The code.</param>
    public static ObservationKind Of(string? system, string code) => system switch
    {
        CodeSystems.Loinc when LoincCodes.TryGetValue(code, out var kind) => kind,
        CodeSystems.Loinc when TumorMarkerTests.Contains(code) => TumorMarker,
        CodeSystems.NciThesaurus when code == "C38144" => Lansky,
        _ => Plain,
    };

    // US Core's clinical-result categories have no "survey"; a performance status is a clinician's finding.
    private static ObservationKind Score(string profile, int highest) =>
        new(profile, "exam") { IsScore = true, Highest = highest, NeedsDay = true };

    private static ObservationKind Vital(string profile, params string[] units) =>
        new(profile, "vital-signs") { Units = units, NeedsDay = true };
}
