using System.Xml.Linq;

namespace Tessera.Architecture;

/// <summary>A project file, as far as edges are concerned.</summary>
internal sealed record ProjectFile(string Folder, string Name, IReadOnlyList<string> References)
{
    /// <summary>Reads a project file that lies at <paramref name="path"/>, relative to the repository.</summary>
    public static ProjectFile Parse(string path, string xml)
    {
        var references = XDocument.Parse(xml).Descendants("ProjectReference")
            .Select(reference => (string?)reference.Attribute("Include") ?? "")
            .Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));
        return new(path.Split('/')[0], Path.GetFileNameWithoutExtension(path), [.. references]);
    }

    /// <summary>What is wrong with the references, in plain words; nothing when all is well.</summary>
    public IEnumerable<string> Violations()
    {
        if (Floors.Allowed(Folder, Name) is not { } allowed)
        {
            yield return $"{Folder}/{Name} is not in the table of projects: give it a floor in Floors.cs";
            yield break;
        }

        foreach (var reference in References)
            if (!allowed.Contains(reference) && reference != "*")
                yield return $"{Name} refers to {reference}; allowed: {(allowed.Count == 0 ? "nothing" : string.Join(", ", allowed))}";
        if (References.Contains("*") && allowed.Count < Floors.Edges.Count)
            yield return $"{Name} refers to every project";
    }
}
