namespace Tessera.Centre.Codes.Maps;

/// <summary>A version of a code map: one decision about one value.</summary>
/// <param name="Map">The map's name.</param>
/// <param name="Version">The version that the decision made.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Why">Why, or empty.</param>
/// <param name="Action">What was decided.</param>
/// <param name="Value">The code or text as the source writes it.</param>
/// <param name="Target">What it means; null unless accepted.</param>
/// <param name="Relationship">How the meanings relate.</param>
public sealed record CodeMapChange(
    string Map, int Version, DateTimeOffset At, string Who, string Why, CodeAction Action, string Value, CodeTarget? Target, CodeRelationship Relationship);
