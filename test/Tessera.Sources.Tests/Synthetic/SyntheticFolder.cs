using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

/// <summary>A folder for the files of a synthetic centre, gone after the test.</summary>
internal sealed class SyntheticFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tessera-synth-");

    public string Path => folder.FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public SyntheticSummary Write(long patients, long seed, SyntheticFormat format = SyntheticFormat.Fhir, SyntheticFlavour flavour = SyntheticFlavour.UnitedStates) =>
        new SyntheticCentre(patients, seed, flavour).Write(Path, format, null, TestContext.Current.CancellationToken);

    /// <summary>Name and bytes of every file.</summary>
    public SortedDictionary<string, byte[]> Bytes() => new(Directory.GetFiles(Path).ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllBytes), StringComparer.Ordinal);

    public IEnumerable<string> Lines(string file) => File.ReadLines(this[file]);

    public void Dispose() => folder.Delete(recursive: true);
}
