namespace Tessera.Sources;

/// <summary>A record as it was read, corrections applied, in cells that somebody can correct. Patient data: not for logs.</summary>
public abstract record RecordText
{
    /// <summary>All cells; none when the record is too large to be shown.</summary>
    public abstract IReadOnlyList<SourceCell> All();

    /// <summary>The cells that say something.</summary>
    public IReadOnlyList<SourceCell> Filled() => [.. All().Where(cell => cell.Value.Length > 0)];

    /// <summary>The cells for whoever mends the record: all of them, and empty ones for what the problems miss.</summary>
    public virtual IReadOnlyList<SourceCell> ToMend(IReadOnlyList<CellProblem> problems) => All();

    /// <summary>The column that the place of a finding is in, such as <c>Condition.code</c>; null where origins tell that.</summary>
    public virtual string? ColumnOf(string expression) => null;
}
