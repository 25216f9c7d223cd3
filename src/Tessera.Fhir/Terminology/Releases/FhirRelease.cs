using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>FHIR CodeSystems and ValueSets: one resource, Bundles of them, or one on each line.</summary>
internal static class FhirRelease
{
    private const long MostBytes = 128L << 20;

    public static TerminologyRelease Read(IReadOnlyList<ReleaseFile> files, ReleaseOptions options, Findings findings)
    {
        var parts = new List<TerminologyPart>();
        var others = 0;
        foreach (var file in files)
        {
            if (file.Length > MostBytes) throw new ReleaseRefusedException($"{file.Name} has more than {MostBytes >> 20} MiB.", "Give large code systems in the format of their owner, or as CSV.");
            foreach (var (resource, line) in Resources(file))
            {
                if (Part(resource, file.Name, line, findings) is { } part) parts.Add(part);
                else others++;
            }
        }

        if (findings.Count == 0) Check(parts, files[0].Name, options, findings);
        return new("FHIR", parts,
            $"{parts.Count(part => part.Kind == Definitions.DefinitionKind.CodeSystem):N0} code systems, {parts.Count(part => part.Kind == Definitions.DefinitionKind.ValueSet):N0} value sets.",
            others > 0 ? $"{others:N0} other resources were left out." : "");
    }

    private static void Check(List<TerminologyPart> parts, string file, ReleaseOptions options, Findings findings)
    {
        if (parts.Count == 0) throw new ReleaseRefusedException($"{file} holds no CodeSystem and no ValueSet.", "Packages and profiles are added with ./tessera packages add.");
        if (options.System is { } system && (parts.Count > 1 || parts[0].Url != system))
            throw new ReleaseRefusedException($"{file} says itself which code systems it holds.", "Leave out --system.");
        if (options.Version is not null || options.IsPart)
            throw new ReleaseRefusedException($"{file} says its version and its content itself.", "Leave out --version and --part.");
        foreach (var twice in parts.GroupBy(part => part.Url).Where(same => same.Count() > 1))
            findings.Add(file, 0, $"{ConceptList.Shown(twice.Key)} is there {twice.Count()} times", "Keep the version that the centre uses.");
    }

    private static IEnumerable<(JsonElement Resource, int Line)> Resources(ReleaseFile file)
    {
        using var content = new MemoryStream((int)file.Length);
        using (var stream = file.Open()) stream.CopyTo(content);
        if (content.Length < file.Length) throw new ReleaseRefusedException($"{file.Name} ends after {content.Length:N0} of {file.Length:N0} bytes.", "The archive is damaged: fetch the release again.");
        return Split(content.GetBuffer().AsSpan(0, (int)content.Length), file.Name)
            .SelectMany(found => found.Resource.Text("resourceType") == "Bundle" ? found.Resource.Items("entry").Select(entry => (entry.Part("resource"), found.Line)) : [found]);
    }

    // Resources one after another, each on its line or on many.
    private static List<(JsonElement Resource, int Line)> Split(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) throw new ReleaseRefusedException($"{name} is not text in UTF-8.", "Use the file as it was distributed.");
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 256 });
        var found = new List<(JsonElement, int)>();
        var (line, counted) = (1, 0);
        try
        {
            while (reader.Read())
            {
                var at = (int)reader.TokenStartIndex;
                line += bytes[counted..at].Count((byte)'\n');
                counted = at;
                found.Add((JsonElement.ParseValue(ref reader), line));
            }
        }
        catch (JsonException failure)
        {
            throw new ReleaseRefusedException($"{name}, line {Math.Max(line, (failure.LineNumber ?? 0) + 1)}: this is not JSON, or it ends too early.", "Copy the file again, or correct it.");
        }

        return found;
    }

    private static TerminologyPart? Part(JsonElement resource, string file, int line, Findings findings)
    {
        try
        {
            return resource.Text("resourceType") switch
            {
                "CodeSystem" => OfCodeSystem(CodeSystemJson.Read(resource), file, line, findings),
                "ValueSet" => OfValueSet(ValueSetJson.Read(resource), file, line, findings),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is JSON and no text.
            throw new ReleaseRefusedException($"{file}, line {line}: a text of the resource is not Unicode.", "Correct the file.");
        }
    }

    private static TerminologyPart OfCodeSystem(CodeSystemSource system, string file, int line, Findings findings)
    {
        if (system.Url.Length == 0) findings.Add(file, line, "the CodeSystem has no url", "Write into url what codings have as their system.");
        if (system.Content == CodeSystemContent.Supplement) findings.Add(file, line, "the CodeSystem is a supplement, which brings no codes", "Give the code system itself.");
        else if (system.Concepts.Count == 0) findings.Add(file, line, "the CodeSystem lists no concept", "Give it with its concepts.");
        if (Hierarchy.FindCircle(system.Concepts) is { } circle) findings.Add(file, line, ConceptList.Circle(circle), "Correct the parents: no code may stand below itself.");
        return new TerminologyPart(system, []);
    }

    private static TerminologyPart OfValueSet(ValueSetSource set, string file, int line, Findings findings)
    {
        if (set.Url.Length == 0) findings.Add(file, line, "the ValueSet has no url", "Write into url what profiles call it by.");
        if (set.Includes.Count == 0 && set.Expansion.Count == 0) findings.Add(file, line, "the ValueSet has neither a compose nor an expansion with codes", "Give it with one of both.");
        return new TerminologyPart(set);
    }
}
