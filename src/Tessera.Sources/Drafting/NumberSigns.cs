using System.Text.RegularExpressions;

namespace Tessera.Sources.Drafting;

/// <summary>Which signs the numbers of a column have before their decimals and between their thousands, and which could mean both.</summary>
internal sealed partial class NumberSigns
{
    /// <summary>Numbers whose decimals surely follow a comma.</summary>
    public int Commas { get; private set; }

    /// <summary>Numbers whose decimals surely follow a point.</summary>
    public int Points { get; private set; }

    /// <summary>Numbers that are surely grouped by points: <c>1.234,5</c> or <c>1.234.567</c>.</summary>
    public int GroupedByPoint { get; private set; }

    /// <summary>Numbers that are surely grouped by commas.</summary>
    public int GroupedByComma { get; private set; }

    /// <summary>Numbers like <c>1,234</c>.</summary>
    public int LoneCommas { get; private set; }

    /// <summary>Numbers like <c>1.234</c>.</summary>
    public int LonePoints { get; private set; }

    /// <summary>Whether one column has decimals after a comma and decimals after a point.</summary>
    public bool AreMixed => Commas > 0 && Points > 0;

    /// <summary>Takes a cell into account.</summary>
    public void Add(string cell)
    {
        if (LoneComma().IsMatch(cell)) LoneCommas++;
        else if (LonePoint().IsMatch(cell)) LonePoints++;
        else if (Comma().IsMatch(cell)) Commas++;
        else if (Point().IsMatch(cell)) Points++;
        if (ByPoint().IsMatch(cell)) GroupedByPoint++;
        else if (ByComma().IsMatch(cell)) GroupedByComma++;
    }

    /// <summary>The signs of several columns together.</summary>
    public static NumberSigns Of(IEnumerable<NumberSigns> columns)
    {
        var all = new NumberSigns();
        foreach (var one in columns)
        {
            (all.Commas, all.Points) = (all.Commas + one.Commas, all.Points + one.Points);
            (all.GroupedByPoint, all.GroupedByComma) = (all.GroupedByPoint + one.GroupedByPoint, all.GroupedByComma + one.GroupedByComma);
            (all.LoneCommas, all.LonePoints) = (all.LoneCommas + one.LoneCommas, all.LonePoints + one.LonePoints);
        }

        return all;
    }

    /// <summary>The decimal sign that speaks for most; where all could mean two numbers, that of the language, under which a wrong guess is refused
    /// and not read.</summary>
    public char Decimal(string language)
    {
        var (commas, points) = (Commas + GroupedByPoint, Points + GroupedByComma);
        if (commas != points) return commas > points ? ',' : '.';
        return LoneCommas + LonePoints + commas > 0 && language != "en" ? ',' : '.';
    }

    private const string Start = "^(<=|>=|<|>|≤|≥)? ?[-+]?";

    [GeneratedRegex(Start + "[1-9][0-9]{0,2},[0-9]{3}$", RegexOptions.ExplicitCapture)]
    private static partial Regex LoneComma();

    [GeneratedRegex(Start + "[1-9][0-9]{0,2}[.][0-9]{3}$", RegexOptions.ExplicitCapture)]
    private static partial Regex LonePoint();

    [GeneratedRegex(Start + "([0-9]+|[0-9]{1,3}([.][0-9]{3})+),[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Comma();

    [GeneratedRegex(Start + "([0-9]+|[0-9]{1,3}(,[0-9]{3})+)[.][0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Point();

    [GeneratedRegex(Start + "[1-9][0-9]{0,2}([.][0-9]{3}){2,}$|" + Start + "[1-9][0-9]{0,2}([.][0-9]{3})+,[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex ByPoint();

    [GeneratedRegex(Start + "[1-9][0-9]{0,2}(,[0-9]{3}){2,}$|" + Start + "[1-9][0-9]{0,2}(,[0-9]{3})+[.][0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex ByComma();
}
