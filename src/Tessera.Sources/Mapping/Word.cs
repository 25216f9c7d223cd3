namespace Tessera.Sources.Mapping;

/// <summary>A word that a mapping works out for each row by rules in order, such as what kind of cancer a diagnosis is. It is used like a
/// column, and its reason becomes part of the origins.</summary>
/// <param name="name">Its name.</param>
/// <param name="choices">The rules; the first that holds gives the word.</param>
internal sealed class Word(string name, IReadOnlyList<WordChoice> choices)
{
    public string Name => name;

    public int Index { get; private set; }

    public IReadOnlyList<WordChoice> Choices => choices;

    public void Bind(Layout layout, int index)
    {
        Index = index;
        foreach (var choice in choices)
        {
            choice.If?.Bind(layout);
            choice.Is?.Bind(layout, null);
        }
    }

    /// <summary>The number of the rule that holds of a row, or -1.</summary>
    public int ChoiceOf(Row row)
    {
        // Inside a list between bars the cells change under way.
        if (row.IsInPart) return Choose(row);
        ref var known = ref row.WordAt(Index);
        if (!known.IsKnown) known = (true, Choose(row));
        return known.Choice;
    }

    /// <summary>The word of a row, or null.</summary>
    public string? Of(Row row) => ChoiceOf(row) is >= 0 and var choice ? choices[choice].Is?.Peek(row) : null;

    private int Choose(Row row)
    {
        for (var i = 0; i < choices.Count; i++)
            if (choices[i].If?.Holds(row) ?? true) return i;
        return -1;
    }
}

/// <summary>One rule of a word.</summary>
/// <param name="If">When it holds; null for always.</param>
/// <param name="Is">The word; null for none.</param>
/// <param name="Because">Why, for the origins.</param>
internal sealed record WordChoice(Condition? If, TextValue? Is, string? Because)
{
    /// <summary>The column that the word comes from, or -1.</summary>
    public int Column => Is is { Column: >= 0 and var own } ? own : If?.Column ?? -1;
}
