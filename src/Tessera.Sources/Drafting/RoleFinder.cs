namespace Tessera.Sources.Drafting;

/// <summary>Finds which column of a file holds what: by the words of its header and by what its cells look like. Where the cells speak against
/// a header, the cells win.</summary>
internal sealed class RoleFinder
{
    private readonly Dictionary<ColumnRole, RoleGuess> found = [];

    private RoleFinder(SampleFile file, string language) => (File, Language) = (file, language);

    /// <summary>The file.</summary>
    public SampleFile File { get; }

    /// <summary>The language of most headers: en, de, fr, es, nl or it.</summary>
    public string Language { get; }

    /// <summary>The column with this role, or null.</summary>
    public RoleGuess? this[ColumnRole role] => found.GetValueOrDefault(role);

    /// <summary>The columns that have no role.</summary>
    public IEnumerable<ColumnSample> Others => File.Columns.Where(column => !found.Values.Any(guess => guess.Column == column));

    /// <summary>Finds the roles of a file's columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="language">The language of the headers.</param>
    /// <param name="shared">Headers that every file of the export has: where no word says which column names the patient, it is one of them.</param>
    public static RoleFinder Find(SampleFile file, string language, IReadOnlySet<string> shared)
    {
        var finder = new RoleFinder(file, language);
        var guesses = file.Columns.SelectMany(column => Guesses(column, language)).OrderByDescending(guess => guess.Points).ThenBy(guess => guess.Role).ToList();
        foreach (var guess in guesses)
            if (guess.Points > 0 && Belongs(guess.Role, guesses) && !finder.found.ContainsKey(guess.Role) && !finder.found.Values.Any(other => other.Column == guess.Column)) finder.found.Add(guess.Role, guess);
        finder.FindPatient(shared);
        finder.FindKey();
        finder.FindValueText();
        return finder;
    }

    // Words go with what they name: a description beside LOINC codes is that of a test.
    private static bool Belongs(ColumnRole role, List<RoleGuess> guesses) => role switch
    {
        ColumnRole.DiagnosisText or ColumnRole.Side => guesses.Exists(guess => guess.Role == ColumnRole.Diagnosis),
        ColumnRole.FindingText or ColumnRole.LocalFinding => guesses.Exists(guess => guess.Role is ColumnRole.Finding or ColumnRole.Value),
        ColumnRole.Low or ColumnRole.High => guesses.Exists(guess => guess.Role == ColumnRole.Value),
        ColumnRole.Status or ColumnRole.Route => guesses.Exists(guess => guess.Role is ColumnRole.Medicine or ColumnRole.MedicineText or ColumnRole.LocalMedicine),
        _ => true,
    };

    /// <summary>The headers that all of several files have.</summary>
    public static IReadOnlySet<string> SharedHeaders(IReadOnlyList<SampleFile> files) => files.Count < 2 ? new HashSet<string>()
        : files[0].Columns.Select(column => column.Header).Where(header => files.All(file => file.Columns.Any(column => column.Header.Equals(header, StringComparison.OrdinalIgnoreCase)))).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language that most headers of some files are written in.</summary>
    public static string LanguageOf(IEnumerable<SampleFile> files) =>
        files.SelectMany(file => file.Columns).SelectMany(column => HeaderWords.Find(column.Header).Select(word => word.Language).Where(language => language.Length > 0).Distinct())
            .GroupBy(language => language).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "en";

    private static IEnumerable<RoleGuess> Guesses(ColumnSample column, string language)
    {
        if (!DraftText.CanBeNamed(column)) yield break;
        var named = HeaderWords.Find(column.Header).Select(word => word.Role).ToHashSet();
        foreach (var role in Enum.GetValues<ColumnRole>())
        {
            var shown = Shows(column, role, language);
            if (Contradicts(column, role, language)) continue;
            if (named.Contains(role) || (shown && role is ColumnRole.Diagnosis or ColumnRole.Medicine or ColumnRole.Finding or ColumnRole.Unit && shown)) yield return new RoleGuess(column, role, named.Contains(role), shown);
            else if (role == ColumnRole.Start && column.HoldsDates) yield return new RoleGuess(column, role, false, true);
        }
    }

    private static bool Shows(ColumnSample column, ColumnRole role, string language) => role switch
    {
        ColumnRole.Birth or ColumnRole.Death or ColumnRole.Start or ColumnRole.End => column.HoldsDates,
        ColumnRole.Sex => column.Words.Count > 0 && SexWords.Read(column, language) is var sexes && column.Words.All(sexes.ContainsKey),
        ColumnRole.Diagnosis => column.HoldsDiagnoses,
        ColumnRole.Side => column.Words.Count > 0 && column.Words.All(word => SideWords.Find(word, language) is not null),
        ColumnRole.Status => column.Words.Count > 0 && column.Words.All(word => StatusWords.Find(word) is not null),
        ColumnRole.Medicine => column.Nearly(column.Atc),
        ColumnRole.Finding => column.Nearly(column.Loinc),
        ColumnRole.Unit => column.Nearly(column.Units) && column.Words.Count > 0 && !column.Nearly(column.Numbers),
        ColumnRole.Value or ColumnRole.Dose or ColumnRole.Low or ColumnRole.High => column.Nearly(column.Numbers),
        ColumnRole.Key => column.IsUnique,
        _ => false,
    };

    // A header may promise what the cells do not keep.
    private static bool Contradicts(ColumnSample column, ColumnRole role, string language) => column.Filled > 0 && role switch
    {
        ColumnRole.Birth or ColumnRole.Death or ColumnRole.Start or ColumnRole.End => !column.HoldsDates,
        ColumnRole.Diagnosis => !column.Nearly(column.Icd10),
        ColumnRole.Medicine => !column.Nearly(column.Atc),
        ColumnRole.Finding => !column.Nearly(column.Loinc),
        ColumnRole.Dose or ColumnRole.Low or ColumnRole.High => !column.Nearly(column.Numbers),
        // None of its words is known: the header means another state or side than ours.
        ColumnRole.Status => !column.Words.Any(word => StatusWords.Find(word) is not null),
        ColumnRole.Side => !column.Words.Any(word => SideWords.Find(word, language) is not null),
        ColumnRole.Key => !column.IsUnique,
        ColumnRole.Patient => column.HoldsDates,
        _ => false,
    };

    // Every row is about a patient: without a word in a header, the first column that is no date, code or measure.
    private void FindPatient(IReadOnlySet<string> shared)
    {
        if (found.ContainsKey(ColumnRole.Patient)) return;
        var common = File.Columns.FirstOrDefault(column => shared.Contains(column.Header) && column.Filled == File.Rows && !column.HoldsDates);
        var column = common ?? File.Columns.FirstOrDefault(column => column.Filled == File.Rows && !column.HoldsDates && !found.Values.Any(guess => guess.Column == column && guess.Role != ColumnRole.Key))
            ?? File.Columns[0];
        foreach (var taken in found.Values.Where(guess => guess.Column == column).ToList()) found.Remove(taken.Role);
        found[ColumnRole.Patient] = new RoleGuess(column, ColumnRole.Patient, false, common is not null);
    }

    // Some results are numbers and some are words, each in a column of its own.
    private void FindValueText()
    {
        if (this[ColumnRole.Value]?.IsShown != true) return;
        var column = Others.FirstOrDefault(column => column.Filled > 0 && !column.HoldsDates && !column.Nearly(column.Numbers) && DraftText.CanBeNamed(column) && HeaderWords.Find(column.Header).Any(word => word.Role == ColumnRole.Value));
        if (column is not null) found[ColumnRole.ValueText] = new RoleGuess(column, ColumnRole.ValueText, true, false);
    }

    /// <summary>The name of the table whose diagnoses a column refers to; null for none.</summary>
    public string? DiagnosisTable { get; private set; }

    /// <summary>Finds the columns that are called like the key of the diagnoses of another file.</summary>
    /// <param name="tables">The files of the export, with the names of their tables.</param>
    public static void Link(IReadOnlyList<(RoleFinder Roles, string Name)> tables)
    {
        foreach (var (roles, name) in tables)
        {
            if (roles[ColumnRole.Diagnosis] is null || (roles[ColumnRole.Birth] ?? roles[ColumnRole.Sex]) is not null || roles[ColumnRole.Key] is not { } key || !DraftText.CanBeNamed(key.Column)) continue;
            foreach (var (other, _) in tables)
            {
                if (other == roles || other.DiagnosisTable is not null || other.Others.FirstOrDefault(column => column.Header.Equals(key.Column.Header, StringComparison.OrdinalIgnoreCase)) is not { } column) continue;
                other.found[ColumnRole.DiagnosisKey] = new RoleGuess(column, ColumnRole.DiagnosisKey, true, false);
                other.DiagnosisTable = name;
            }
        }
    }

    private void FindKey()
    {
        if (found.ContainsKey(ColumnRole.Key)) return;
        var column = Others.FirstOrDefault(column => column.IsUnique && column.Filled == File.Rows && !column.HoldsDates && HeaderWords.IsNumberOfRecord(column.Header));
        if (column is not null) found[ColumnRole.Key] = new RoleGuess(column, ColumnRole.Key, true, true);
    }
}
