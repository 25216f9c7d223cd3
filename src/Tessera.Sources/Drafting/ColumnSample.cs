using System.Text.RegularExpressions;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Drafting;

/// <summary>What the cells of a column look like, in numbers: the cells themselves are not kept, except the few distinct words of a short list.</summary>
internal sealed partial class ColumnSample(string header)
{
    private const int FewWords = 12;

    // In a short file one slip is more than a tenth.
    private const int FewestButOne = 4;

    // Days that somebody knew only as a month.
    private static readonly string[] Months = ["MM.yyyy", "MM/yyyy"];

    private readonly DateShapes shapes = new();
    private readonly HashSet<ulong> distinct = [];
    private readonly HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] months = new int[Months.Length];
    private int years;
    private int dates;
    private int dotted;
    private int longer;

    /// <summary>The column's name.</summary>
    public string Header => header;

    /// <summary>Cells that are not empty.</summary>
    public int Filled { get; private set; }

    /// <summary>Cells that are numbers with either decimal sign, with or without a comparator.</summary>
    public int Numbers { get; private set; }

    /// <summary>Cells that could be ICD-10 codes.</summary>
    public int Icd10 { get; private set; }

    /// <summary>Whether the cells are ICD-10 codes whatever the header says. Numbers that a system counts up, <c>D001</c>, <c>R0002</c>, look like codes
    /// too: what is always another one and never has a point, or is called the number of a record, is not taken for a diagnosis.</summary>
    public bool HoldsDiagnoses => Nearly(Icd10) && !Nearly(Atc) && !HeaderWords.IsNumberOfRecord(header) && (dotted > 0 || !IsUnique);

    /// <summary>Whether many of its codes of ICD-10 are longer than those of the WHO and of ICD-10-GM, as in ICD-10-CM: <c>C50.911</c>. One may be a slip.</summary>
    public bool HasLongIcd10 => longer > 0 && longer * 10 >= Icd10;

    /// <summary>Cells that could be codes of ICD-O's morphology.</summary>
    public int Morphology { get; private set; }

    /// <summary>Cells that could be ATC codes.</summary>
    public int Atc { get; private set; }

    /// <summary>Cells that could be LOINC codes, their check digit included.</summary>
    public int Loinc { get; private set; }

    /// <summary>Cells that are units of UCUM.</summary>
    public int Units { get; private set; }

    /// <summary>Whether no two cells are the same.</summary>
    public bool IsUnique => Filled > 0 && distinct.Count == Filled;

    /// <summary>The distinct words where there are few, else none.</summary>
    public IReadOnlyCollection<string> Words => words.Count <= FewWords ? words : [];

    /// <summary>How its numbers are written.</summary>
    public NumberSigns Signs { get; } = new();

    /// <summary>Whether nearly all cells are dates, some of them perhaps only a month or a year.</summary>
    public bool HoldsDates => dates * 2 > Filled && Nearly(dates + months.Sum() + years);

    /// <summary>The format that all cells fit that are not ISO 8601: none when they need none, two when day and month cannot be told apart.</summary>
    public IReadOnlyList<string> DateFormats => HoldsDates ? shapes.Formats : [];

    /// <summary>The formats of those that are only a month.</summary>
    public IEnumerable<string> MonthFormats => HoldsDates ? Months.Where((_, index) => months[index] > 0) : [];

    /// <summary>Whether nearly all cells are of a kind.</summary>
    public bool Nearly(int count) => Filled > 0 && (count * 100 >= Filled * 90 || (count >= FewestButOne && count == Filled - 1));

    /// <summary>Takes a cell into account.</summary>
    public void Add(string cell)
    {
        if (cell.Length == 0 || cell.Equals("null", StringComparison.OrdinalIgnoreCase)) return;
        Filled++;
        distinct.Add(StableHash.Of(cell, "", ""));
        if (words.Count <= FewWords) words.Add(cell);
        if (IsIcd10().IsMatch(cell))
        {
            Icd10++;
            if (cell.Contains('.', StringComparison.Ordinal)) dotted++;
            if (IsLongIcd10().IsMatch(cell)) longer++;
        }

        if (IsMorphology().IsMatch(cell)) Morphology++;
        if (IsAtc().IsMatch(cell)) Atc++;
        if (IsLoinc(cell)) Loinc++;
        if (UcumUnits.Code(cell) is not null) Units++;
        Signs.Add(cell);
        if (IsNumber().IsMatch(cell)) Numbers++;
        if (cell.Length == 4 && cell.All(char.IsAsciiDigit) && cell[0] is '1' or '2') years++;
        if (!IsNumber().IsMatch(cell) || cell.Length is 7 or 8) AddDate(cell);
    }

    private void AddDate(string cell)
    {
        var isDate = shapes.Add(cell) || IsoText.Read(cell) is { Day: > 0 } or { Month: > 0 };
        if (isDate) dates++;
        for (var index = 0; index < months.Length; index++)
            if (!isDate && DateShapes.IsDate(cell, Months[index])) months[index]++;
    }

    // The last digit is a check digit (Luhn over the digits before the hyphen).
    private static bool IsLoinc(string cell)
    {
        if (!LoincForm().IsMatch(cell)) return false;
        var sum = 0;
        for (var place = 0; place < cell.Length - 2; place++)
        {
            var digit = cell[cell.Length - 3 - place] - '0';
            sum += place % 2 == 0 ? (digit * 2 > 9 ? (digit * 2) - 9 : digit * 2) : digit;
        }

        return (10 - (sum % 10)) % 10 == cell[^1] - '0';
    }

    [GeneratedRegex(@"^[A-TV-Z][0-9][0-9AB](\.?[0-9A-Z]{1,4})?[-!*+]?$")]
    private static partial Regex IsIcd10();

    [GeneratedRegex(@"^[A-TV-Z][0-9][0-9AB]\.?[0-9A-Z]{3,4}$|^C7[AB]")]
    private static partial Regex IsLongIcd10();

    [GeneratedRegex("^M?-?[0-9]{4}/[0-9]$")]
    private static partial Regex IsMorphology();

    [GeneratedRegex("^[ABCDGHJLMNPRSV][0-9]{2}[A-Z]{2}[0-9]{2}$")]
    private static partial Regex IsAtc();

    [GeneratedRegex("^[0-9]{3,6}-[0-9]$")]
    private static partial Regex LoincForm();

    [GeneratedRegex("^(<=|>=|<|>|≤|≥)? ?[-+]?([0-9]+|[0-9]{1,3}([.,][0-9]{3})+)([.,][0-9]+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex IsNumber();
}
