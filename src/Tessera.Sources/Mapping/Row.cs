namespace Tessera.Sources.Mapping;

/// <summary>What the rules work on, with the account of what they used: a row of a table, or a FHIR record whose columns are paths. One object
/// serves all rows of a file in turn.</summary>
internal abstract class Row(Layout layout, SourceFile file, SourceContext context)
{
    private readonly string?[] values = new string?[layout.Columns.Count];
    private readonly string?[] parts = new string?[layout.Columns.Count];
    private readonly bool[] split = new bool[layout.Columns.Count];
    private readonly bool[] used = new bool[layout.Columns.Count];
    private readonly string?[] ignored = new string?[layout.Columns.Count];
    private readonly List<CellProblem> problems = [];
    private readonly List<ElementOrigin> origins = [];
    private readonly (bool IsKnown, int Choice)[] words = new (bool, int)[layout.Words.Count];
    private int splitColumns;
    private (string? Text, SourceNumber Number) measured;

    public SourceContext Context => context;

    public SourceFile File => file;

    public Layout Layout => layout;

    /// <summary>Number of the row in its file.</summary>
    public abstract int Number { get; }

    /// <summary>The patient's identifier in the source; empty for none.</summary>
    public string Patient { get; protected set; } = "";

    public IReadOnlyList<CellProblem> Problems => problems;

    /// <summary>The origins gathered since they were last taken.</summary>
    public List<ElementOrigin> Origins => origins;

    /// <summary>The value of a column, or null when empty; inside a list between bars the value of the current part.</summary>
    public string? this[int column] => split[column] ? parts[column] : values[column];

    public string? this[string column] => this[layout.IndexOf(column)];

    /// <summary>The row's own key, or what identifies it.</summary>
    public abstract string Key { get; }

    /// <summary>The record of another table that a list is about, while its item is written.</summary>
    public (string Patient, string Key) Related { get; set; }

    /// <summary>A hash of all that the layout reads of the row.</summary>
    public ulong Content => StableHash.Of(values);

    /// <summary>Forgets the row before.</summary>
    protected void Clear()
    {
        problems.Clear();
        origins.Clear();
        Array.Clear(values);
        Array.Clear(used);
        Array.Clear(ignored);
        Array.Clear(split);
        Array.Clear(words);
        splitColumns = 0;
    }

    /// <summary>Gives a column its value.</summary>
    protected void Set(int column, string? value) => values[column] = value;

    /// <summary>The value of a column as a whole, whatever part of it is looked at.</summary>
    protected string? Whole(int column) => values[column];

    /// <summary>Whether something of a column was used.</summary>
    protected bool IsUsed(int column) => used[column];

    /// <summary>Why the column is left out of this row, or null.</summary>
    protected string? WhyIgnored(int column) => ignored[column] ?? layout.Columns[column].Unused;

    /// <summary>The id of a resource that the row gives.</summary>
    public virtual string IdOf(ResourceRule rule) => context.Id(rule.Type, Patient, rule.List, Key);

    public void Use(int column, ElementOrigin origin)
    {
        used[column] = true;
        foreach (var known in origins)
            if (ReferenceEquals(known, origin)) return;
        origins.Add(origin);
    }

    /// <summary>Says that what was used for one element feeds another: a code that no system knows became a text.</summary>
    /// <param name="since">Number of the first origin that is meant.</param>
    /// <param name="path">The element that is not there.</param>
    /// <param name="instead">Gives the origin that says what is.</param>
    public void Feed(int since, string path, Func<ElementOrigin, ElementOrigin> instead)
    {
        for (var at = since; at < origins.Count; at++)
            if (origins[at].Path == path) origins[at] = instead(origins[at]);
    }

    /// <summary>Counts a cell as used that no element holds, such as one that decided something; a stated reason to leave it out weighs more.</summary>
    public void MarkUsed(int column) => used[column] |= ignored[column] is null;

    /// <summary>Counts no cell as used.</summary>
    public void ForgetUse()
    {
        Array.Clear(used);
        origins.Clear();
    }

    /// <summary>States why a cell is left out.</summary>
    public void Ignore(int column, string rule) => ignored[column] = rule;

    /// <summary>Which rule gives a word of the row, once it is known.</summary>
    public ref (bool IsKnown, int Choice) WordAt(int index) => ref words[index];

    /// <summary>Whether some columns hold a part of a list between bars.</summary>
    public bool IsInPart => splitColumns > 0;

    public void Problem(string column, string reason, string fix) => Problem(layout.IndexOf(column), reason, fix);

    /// <summary>A problem of a column, or of the row as a whole when there is none.</summary>
    public void Problem(int column, string reason, string fix)
    {
        if (column < 0)
        {
            if (!problems.Exists(known => known.Column is null && known.Reason == reason)) Problem(reason, fix);
            return;
        }
        var problem = new CellProblem(layout.Columns[column].Name, reason, fix) { Value = values[column] };
        if (!problems.Contains(problem)) problems.Add(problem);
    }

    /// <summary>A problem of the row as a whole.</summary>
    public void Problem(string reason, string fix) => problems.Add(new CellProblem(null, reason, fix));

    /// <summary>Whether the row was recorded before a day, where the layout has a column that says so; a cell that is empty, not a date or less
    /// precise than a day does not.</summary>
    public bool IsRecordedBefore(DateOnly day)
    {
        if ((context.MarkColumn ?? layout.RecordedColumn) is not { } column) return false;
        return DateOnly.TryParseExact(Day(column), "yyyy-MM-dd", out var recorded) && recorded < day;
    }

    /// <summary>The day of a column as <c>yyyy-MM-dd</c>; null for a cell that is empty, not a date or less precise than a day.</summary>
    public string? Day(string column)
    {
        var index = layout.Find(column);
        if (index < 0 || this[index] is not { } text) return null;
        return SourceDate.Read(text, DateKind.Date, file.DateFormats(layout.Columns[index]), context.Zone, file.Settings.CenturyFrom).Text is { Length: 10 } day ? day : null;
    }

    /// <summary>The date of a column, or null after noting the problem.</summary>
    public string? Date(int column, DateKind kind)
    {
        return this[column] is { } text ? Date(text, column, kind) : null;
    }

    /// <summary>A text as a date, written as the column writes dates, or null after noting the problem.</summary>
    public string? Date(string text, int column, DateKind kind)
    {
        var date = SourceDate.Read(text, kind, column < 0 ? [] : file.DateFormats(layout.Columns[column]), context.Zone, file.Settings.CenturyFrom);
        if (date.Text is null) Problem(column, date.Reason!, date.Fix!);
        return date.Text;
    }

    /// <summary>Notes a problem when one date lies after another.</summary>
    public void CheckOrder(int start, int end)
    {
        if (values[start] is null || values[end] is null) return;
        if (Date(start, DateKind.DateTime) is not { } from || Date(end, DateKind.DateTime) is not { } to) return;
        // Whole days where one of the two says no more.
        var length = Math.Min(Math.Min(from.Length, to.Length), 10);
        var timed = from.Length > 10 && to.Length > 10;
        var reversed = timed ? DateTimeOffset.Parse(from) > DateTimeOffset.Parse(to) : string.CompareOrdinal(from[..length], to[..length]) > 0;
        if (reversed) Problem(end, $"the end lies before {layout.Columns[start].Name}", "Correct one of the two dates.");
    }

    /// <summary>The number that a cell holds, or null when it is not one; read once for all the rules that ask.</summary>
    public MeasuredValue? Measured(string text) => Numeral(text).Value;

    /// <summary>The number that a cell holds, or why it holds none.</summary>
    public SourceNumber Numeral(string text)
    {
        if (!ReferenceEquals(measured.Text, text)) measured = (text, SourceNumber.Read(text, file.Settings.DecimalSign, file.Settings.Grouping));
        return measured.Number;
    }

    public void SetPart(int column, string? part)
    {
        if (!split[column]) splitColumns++;
        (split[column], parts[column]) = (true, part is null ? null : Value(part.Trim()));
    }

    public void ClearPart(int column)
    {
        if (split[column]) splitColumns--;
        split[column] = false;
    }

    /// <summary>Notes every required cell that is empty.</summary>
    public virtual void CheckRequired()
    {
        for (var column = 0; column < values.Length; column++)
            if (layout.Columns[column].Required && values[column] is null) Missing(column);
    }

    /// <summary>The account of an extracted row.</summary>
    public abstract CellAccount Account();

    /// <summary>Notes that a required cell is empty.</summary>
    protected abstract void Missing(int column);

    /// <summary>What a part between bars says.</summary>
    protected abstract string? Value(string text);

    /// <summary>Whether a reason to leave the column out was stated and outweighs a use that only identifies.</summary>
    protected bool IsLeftOut(int column) => ignored[column] is not null;
}
