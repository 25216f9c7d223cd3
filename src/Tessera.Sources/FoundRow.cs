namespace Tessera.Sources;

/// <summary>A row of a file as it is now, for whoever wants to see where a resource came from. Patient data: not for logs.</summary>
/// <param name="Text">What the file says, without corrections.</param>
/// <param name="Gives">The resources that its patient and key stand for, corrections applied: whether it is still the row of a resource.</param>
public sealed record FoundRow(RowText Text, IReadOnlyList<(string Type, string Id)> Gives);
