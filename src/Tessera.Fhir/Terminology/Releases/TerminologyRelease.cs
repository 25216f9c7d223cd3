using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>Code systems and value sets in the form in which their owner distributes them, read and checked: FHIR resources, a release of
/// SNOMED CT (RF2), LOINC or RxNorm (RRF), or a CSV table of codes. Formats are recognised by content.</summary>
public sealed class TerminologyRelease
{
    internal TerminologyRelease(string format, IReadOnlyList<TerminologyPart> parts, params IReadOnlyList<string> notes) => (Format, Parts, Notes) = (format, parts, notes);

    /// <summary>The format, for people.</summary>
    public string Format { get; }

    /// <summary>What it brings.</summary>
    public IReadOnlyList<TerminologyPart> Parts { get; }

    /// <summary>What was read and what was left out, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Reads a release.</summary>
    /// <param name="path">A file, a folder or a zip archive; a folder or an archive is a release of SNOMED CT, LOINC or RxNorm, or holds FHIR resources.</param>
    /// <param name="options">What is said about it beside its files.</param>
    /// <param name="release">The release, or null.</param>
    /// <param name="issues">Why not: one <see cref="IssueSeverity.Fatal"/> issue when it cannot be read, else findings, of which the first twenty are told;
    /// empty when there is a release.</param>
    public static bool TryRead(string path, ReleaseOptions options, [NotNullWhen(true)] out TerminologyRelease? release, out IReadOnlyList<Issue> issues)
    {
        ArgumentNullException.ThrowIfNull(options);
        release = null;
        var findings = new Findings();
        try
        {
            using var files = ReleaseFiles.Open(path);
            var read = Read(files, options, findings);
            if (findings.Count == 0) release = read;
            issues = findings.All;
        }
        catch (ReleaseRefusedException refusal)
        {
            issues = [Fatal(refusal.Message, refusal.Fix)];
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException)
        {
            issues = [Fatal($"{path} is damaged: {failure.Message}", "Fetch it again.")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            issues = [Fatal($"{path} cannot be read: {failure.Message}", "Look whether the file is there and may be read.")];
        }

        return release is not null;
    }

    private static TerminologyRelease Read(ReleaseFiles files, ReleaseOptions options, Findings findings)
    {
        if (options.System is { } system && (!Uri.TryCreate(system, UriKind.Absolute, out _) || system.Any(char.IsWhiteSpace) || system.Contains('|')))
            throw new ReleaseRefusedException($"'{system}' is not the URL of a code system.", "Give it as --system http://… or urn:oid:….");
        if (files.IsSingle) return ReadSingle(files, files.All[0], options, findings);
        if (SnomedRelease.Fits(files)) return SnomedRelease.Read(files, options, findings);
        if (files.Named(LoincRelease.Table, "").Count > 0) return LoincRelease.Read(files, options, findings);
        if (files.Named(RxNormRelease.Table, "").Count > 0) return RxNormRelease.Read(files, options, findings);
        if (files.Named("", ".json").Concat(files.Named("", ".ndjson")).ToList() is { Count: > 0 } resources) return FhirRelease.Read(resources, options, findings);
        if (files.Named("", ".csv") is [var table]) return ReadSingle(files, table, options, findings);
        throw Unknown(files.Name);
    }

    private static TerminologyRelease ReadSingle(ReleaseFiles files, ReleaseFile file, ReleaseOptions options, Findings findings)
    {
        var start = System.Text.Encoding.UTF8.GetString(file.Start(1 << 16)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var header = start.Split('\n')[0].TrimEnd('\r');
        if (start.StartsWith('{')) return FhirRelease.Read([file], options, findings);
        if (header.StartsWith("id\teffectiveTime\tactive\t", StringComparison.Ordinal))
            throw new ReleaseRefusedException($"{file.Name} is one file of a SNOMED CT release.", "Give the release as .zip or as a folder: the hierarchy and the texts stand in other files.");
        if (header.Count(letter => letter == '|') is RxNormRelease.Columns) return RxNormRelease.Read(files, options, findings);
        if (header.Contains("LOINC_NUM", StringComparison.OrdinalIgnoreCase)) return LoincRelease.Read(files, options, findings);
        // What looks like text with a header is a table, even when its columns have other names: the refusal then names them.
        if (header.Length > 0 && header.AsSpan().IndexOfAny(",;\t") >= 0 || header.Contains('\0') || header.StartsWith('\uFFFD')) return CodeTable.Read(file, options, findings);
        throw Unknown(file.Name);
    }

    private static ReleaseRefusedException Unknown(string name) => new($"{name} is in none of the formats that are read here.",
        "Give FHIR CodeSystems or ValueSets (.json, .ndjson), a release of SNOMED CT (RF2 with Snapshot files), LOINC or RxNorm (RRF), or a CSV with the columns code and display.");

    private static Issue Fatal(string message, string fix) => new(IssueSeverity.Fatal, IssueType.Invalid, "", message) { Fix = fix };
}
