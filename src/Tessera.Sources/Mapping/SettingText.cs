namespace Tessera.Sources.Mapping;

/// <summary>A text that is stated where a mapping is used and not in its rows, such as the number of the clinical site.</summary>
internal sealed class SettingText(string name) : TextValue
{
    /// <summary>The setting that is the id of the source.</summary>
    public const string Source = "source";

    /// <summary>The setting that is the system of the patients' numbers.</summary>
    public const string Patients = "patients";

    public string Name => name;

    public override int Column => -1;

    public override bool IsConstant => true;

    public override void Bind(Layout layout, string? path)
    {
    }

    public override string? Peek(Row row) => name switch
    {
        Source => row.Context.Source,
        Patients => row.Context.PatientIdentifierSystem,
        _ => row.File.Settings.Values.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null,
    };

    public override string? Use(Row row) => Peek(row);

    /// <summary>Whether a setting, which may be a list, has one of some values.</summary>
    public bool HasOneOf(Row row, IReadOnlySet<string> wanted)
    {
        if (name is Source or Patients) return wanted.Contains(Peek(row)!);
        if (!row.File.Settings.Values.TryGetValue(name, out var values)) return false;
        foreach (var value in values)
            if (wanted.Contains(value)) return true;
        return false;
    }
}
