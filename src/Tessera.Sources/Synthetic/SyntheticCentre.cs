using Tessera.Sources.Synthetic.EuropeanFiles;
using Tessera.Sources.Synthetic.FhirFiles;
using Tessera.Sources.Synthetic.MefFiles;
using Tessera.Sources.Synthetic.Telling;

namespace Tessera.Sources.Synthetic;

/// <summary>A cancer centre that does not exist: patients with believable stories, the same for the same seed. A patient depends on the seed
/// and on his or her number only, so a larger centre contains the smaller one.</summary>
/// <param name="patients">Number of patients.</param>
/// <param name="seed">Decides everything.</param>
/// <param name="flavour">Where the centre is.</param>
public sealed class SyntheticCentre(long patients, long seed, SyntheticFlavour flavour)
{
    private readonly SortedDictionary<string, long> cancers = new(StringComparer.Ordinal);
    private readonly Calibration calibration = new();
    private long treated;

    /// <summary>Writes the centre's files. They appear whole, when all are written.</summary>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="format">What the files look like.</param>
    /// <param name="progress">Told the number of patients written so far; null when nobody asks.</param>
    /// <param name="cancel">Stops the work; then there are no files.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public SyntheticSummary Write(string folder, SyntheticFormat format, Action<long>? progress, CancellationToken cancel)
    {
        using var files = new WholeFiles(folder);
        var errors = new ErrorList(files);
        using var writer = Open(files, format, errors);
        for (var number = 1L; number <= patients; number++)
        {
            cancel.ThrowIfCancellationRequested();
            var patient = StoryTeller.Tell(seed, flavour, number);
            writer.Write(patient);
            calibration.Add(patient);
            if (patient.IsTreated) treated++;
            Count(cancers, patient.Cancer.Archetype.Name);
            foreach (var error in patient.Errors) errors.Add(error);
            progress?.Invoke(number);
        }

        writer.Finish();
        errors.Finish();
        files.Keep();
        return new SyntheticSummary
        {
            Patients = patients, Treated = treated, Cancers = cancers, Counts = writer.Counts, Errors = errors.Counts, Calibration = calibration, Bytes = files.Bytes,
        };
    }

    private IPatientWriter Open(WholeFiles files, SyntheticFormat format, ErrorList errors) =>
        format switch
        {
            SyntheticFormat.Csv => new MefFolder(files, flavour, seed, errors),
            SyntheticFormat.European => new EuropeanFolder(files),
            _ => new FhirFolder(files, flavour, seed),
        };

    private static void Count(SortedDictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
