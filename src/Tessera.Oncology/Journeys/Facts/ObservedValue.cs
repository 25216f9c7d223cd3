namespace Tessera.Oncology.Journeys.Facts;

/// <summary>What an observation or a component of it says.</summary>
/// <param name="Text">It in words; empty when there is no value.</param>
public sealed record ObservedValue(string Text)
{
    /// <summary>No value and no reason for it.</summary>
    public static readonly ObservedValue None = new("");

    /// <summary>The amount, when it is one.</summary>
    public Quantity? Quantity { get; init; }

    /// <summary>The concept, when it is one.</summary>
    public Concept? Concept { get; init; }

    /// <summary>Why there is no value, when the record says so.</summary>
    public Concept? AbsentReason { get; init; }

    /// <summary>Whether there is a value.</summary>
    public bool Exists => Text.Length > 0;

    /// <inheritdoc/>
    public override string ToString() => Exists ? Text : AbsentReason is { } reason ? $"no value: {reason.Plain}" : "no value";
}
