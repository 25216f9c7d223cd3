namespace Tessera.Sources;

/// <summary>A non-empty cell that fed nothing, for a stated reason. Patient data: not for logs.</summary>
/// <param name="Column">Column as the file's header writes it.</param>
/// <param name="Rule">Why it is not used.</param>
/// <param name="Value">What the cell says.</param>
public sealed record IgnoredCell(string Column, string Rule, string Value)
{
    /// <summary>Why cells are left out of which the mapping says nothing: it neither reads their column nor ignores it with a reason of its own.</summary>
    public const string Unread = "the mapping does not name the column";
}
