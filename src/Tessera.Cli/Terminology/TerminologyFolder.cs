using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tessera.Cli.Terminal;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Cli.Terminology;

/// <summary>The folder beside the configuration with what the centre imported: one compiled layer for each canonical URL, and a list of them. What the
/// list does not name is not there, so that replacing the list is the moment at which an import happens.</summary>
internal sealed class TerminologyFolder(string path)
{
    private const string ListFile = "imported.json";
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where it is; it need not exist.</summary>
    public string FullPath => path;

    /// <summary>What is in it, in the order of URLs.</summary>
    /// <exception cref="InvalidDataException">The list was damaged.</exception>
    public IReadOnlyList<ImportedTerminology> Read()
    {
        var list = Path.Combine(path, ListFile);
        if (!File.Exists(list)) return [];
        try
        {
            var read = JsonSerializer.Deserialize<List<ImportedTerminology>>(File.ReadAllBytes(list), Format) ?? [];
            return read.Exists(one => one?.Url is null || one.Layer is null || Path.GetFileName(one.Layer) != one.Layer) ? throw new JsonException() : read;
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{list} is damaged. Remove the folder and import the terminology again.");
        }
    }

    /// <summary>These definitions with what was imported on top.</summary>
    public bool TryAddTo(FhirDefinitions below, [NotNullWhen(true)] out FhirDefinitions? definitions, [NotNullWhen(false)] out string? problem)
    {
        (definitions, problem) = (below, null);
        try
        {
            var imported = Read();
            if (imported.Count == 0) return true;
            foreach (var one in imported)
                if (new FileInfo(Path.Combine(path, one.Layer)) is var layer && (!layer.Exists || layer.Length != one.Bytes)) problem = Again(one, "its compiled form is not there whole");
            if (problem is null && !below.TryAddLayers(imported.Select(one => Path.Combine(path, one.Layer)), out definitions, out var issue)) problem = Again(imported.First(one => !below.TryAddLayers([Path.Combine(path, one.Layer)], out _, out _)), issue.Message);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problem = failure.Message;
        }

        if (problem is not null) definitions = null;
        return definitions is not null;
    }

    /// <summary>What lies in the folder with other bytes than were written, each with what to do. Reads all of it.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="InvalidDataException">The list was damaged.</exception>
    public IEnumerable<string> Damaged() => Read().Where(one => !PackageCompiler.IsUnchanged(Path.Combine(path, one.Layer))).Select(one => Again(one, "its compiled form is not what was written"));

    /// <summary>Puts new entries into the list in place of those of the same URLs. One process at a time does so.</summary>
    /// <param name="compile">Writes their layers into the folder.</param>
    /// <returns>Those that were replaced.</returns>
    /// <exception cref="IOException">The folder cannot be written to, or another process changes it now.</exception>
    public IReadOnlyList<ImportedTerminology> Replace(Func<IReadOnlyList<ImportedTerminology>> compile) => Change(known =>
    {
        var added = compile();
        return [.. known.Where(one => !added.Any(other => other.Url == one.Url)), .. added];
    });

    /// <summary>Takes an entry out of the list.</summary>
    /// <returns>The entry, or nothing when there is none.</returns>
    public IReadOnlyList<ImportedTerminology> Remove(string url) => Change(known => [.. known.Where(one => one.Url != url)]);

    private List<ImportedTerminology> Change(Func<IReadOnlyList<ImportedTerminology>, IReadOnlyList<ImportedTerminology>> change)
    {
        Directory.CreateDirectory(path);
        using var alone = new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        var before = Read();
        var listed = before;
        try
        {
            var after = change(before).OrderBy(one => one.Url, StringComparer.Ordinal).ToList();
            WholeFile.Write(Path.Combine(path, ListFile), stream => JsonSerializer.Serialize(stream, after, Format));
            listed = after;
        }
        finally
        {
            // Also what an import that was interrupted left behind.
            foreach (var file in Directory.EnumerateFiles(path).Where(file => IsCompiled(file) && !listed.Any(one => one.Layer == Path.GetFileName(file))).ToList()) Delete(file);
        }

        return before.Where(one => !listed.Contains(one)).ToList();
    }

    private static bool IsCompiled(string file) => file.EndsWith(".layer", StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal);

    private static void Delete(string layer)
    {
        try
        {
            File.Delete(layer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Windows keeps files that a running program has mapped; nothing refers to it any more.
        }
    }

    private static string Again(ImportedTerminology one, string why) =>
        $"The terminology {one.Url} cannot be used: {why}. Import it again: ./tessera terminology import {one.File}, or take it out: ./tessera terminology remove {one.Url}";
}
