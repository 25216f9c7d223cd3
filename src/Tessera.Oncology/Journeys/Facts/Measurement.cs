using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A laboratory result, a vital sign, a tumour marker or another observation that has no type of its own here.</summary>
public sealed record Measurement : Fact
{
    /// <summary>What was measured.</summary>
    public required Concept Code { get; init; }

    /// <summary>What kind of measurement.</summary>
    public required MeasurementKind What { get; init; }

    /// <summary>The value.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>Values of components, in words: <c>Systolic: 120 mmHg</c>.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Whether it found what it looked for, where the record says so in codes or in one plain word.</summary>
    public Finding Finding { get; init; }

    /// <summary>The laboratory's interpretation in words; empty when there is none.</summary>
    public string Interpretation { get; init; } = "";

    /// <summary>Lower end of the normal range in the value's unit, when recorded.</summary>
    public decimal? Low { get; init; }

    /// <summary>Upper end of the normal range in the value's unit, when recorded.</summary>
    public decimal? High { get; init; }

    /// <summary>The tissue, when recorded.</summary>
    public string? Specimen { get; init; }

    /// <summary>Whether the value lies outside the range recorded with it; null when one of them is missing.</summary>
    public bool? IsOutside => Value.Quantity?.Number is not { } number || (Low is null && High is null) ? null : number < Low || number > High;

    /// <inheritdoc/>
    public override McodeGroup Group => What == MeasurementKind.TumorMarker ? McodeGroup.Disease : McodeGroup.Labs;

    /// <inheritdoc/>
    public override string Kind => What switch
    {
        MeasurementKind.TumorMarker => "Tumour marker",
        MeasurementKind.VitalSign => "Vital sign",
        MeasurementKind.Laboratory => "Laboratory",
        _ => "Observation",
    };

    /// <inheritdoc/>
    public override string Says
    {
        get
        {
            var value = Value.Exists || Components.Count == 0 ? Value.Concept?.Plain ?? Value.ToString() : string.Join(", ", Components);
            var text = $"{Code.Plain}: {value}";
            return IsOutside == true ? text + (Value.Quantity!.Number < Low ? " ↓" : " ↑") : text;
        }
    }

    /// <inheritdoc/>
    public override bool IsContact => true;
}
