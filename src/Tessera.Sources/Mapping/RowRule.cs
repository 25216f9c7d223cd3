namespace Tessera.Sources.Mapping;

/// <summary>A rule between the cells of a row, run before anything is written.</summary>
internal abstract class RowRule
{
    /// <summary>Resolves the columns, once per layout.</summary>
    public abstract void Bind(Layout layout);

    /// <summary>Checks a row.</summary>
    public abstract void Check(Row row);
}

/// <summary>A row that cannot be meant.</summary>
internal sealed class Refusal(Condition condition, string? column, string reason, string fix) : RowRule
{
    private int index = -1;

    public override void Bind(Layout layout)
    {
        condition.Bind(layout);
        index = column is null ? condition.Column : layout.IndexOf(column);
    }

    public override void Check(Row row)
    {
        if (condition.Holds(row)) row.Problem(index, reason, fix);
    }
}

/// <summary>Why a cell is left out of some rows.</summary>
internal sealed class Omission(string column, Condition condition, string why) : RowRule
{
    private int index = -1;

    public override void Bind(Layout layout)
    {
        condition.Bind(layout);
        index = layout.IndexOf(column);
    }

    public override void Check(Row row)
    {
        if (row[index] is not null && condition.Holds(row)) row.Ignore(index, why);
    }
}

/// <summary>Two dates of which the first does not lie after the second.</summary>
internal sealed class DateOrder(string first, string second) : RowRule
{
    private (int First, int Second) columns;

    public override void Bind(Layout layout) => columns = (layout.IndexOf(first), layout.IndexOf(second));

    public override void Check(Row row) => row.CheckOrder(columns.First, columns.Second);
}
