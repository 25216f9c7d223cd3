namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>How a mark looks. Group and meaning are told by shape as well as by colour.</summary>
public enum Shape
{
    /// <summary>Patient: a specimen, a contact.</summary>
    Square,

    /// <summary>Disease: a diagnosis, a stage.</summary>
    Diamond,

    /// <summary>Genomics: a report, a variant.</summary>
    Hexagon,

    /// <summary>A measurement inside its range, or without one.</summary>
    Dot,

    /// <summary>A measurement outside its range.</summary>
    Ring,

    /// <summary>Surgery.</summary>
    Cross,

    /// <summary>Another procedure.</summary>
    Tick,

    /// <summary>Outcome: better or stable.</summary>
    Up,

    /// <summary>Outcome: worse.</summary>
    Down,

    /// <summary>Outcome: neither said.</summary>
    Level,

    /// <summary>A medicine administered.</summary>
    Solid,

    /// <summary>A medicine dispensed or stated.</summary>
    Hatched,

    /// <summary>A medicine ordered.</summary>
    Outlined,

    /// <summary>A course of radiotherapy.</summary>
    Dashed,
}
