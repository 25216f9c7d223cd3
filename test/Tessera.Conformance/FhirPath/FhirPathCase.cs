using System.Xml.Linq;

namespace Tessera.Conformance.FhirPath;

/// <summary>One case of the official FHIRPath suite.</summary>
/// <param name="Group">Name of its group.</param>
/// <param name="Name">Its name; some names stand twice.</param>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Input">Input file, with its extension changed to .json.</param>
/// <param name="Invalid"><c>syntax</c>, <c>semantic</c> or <c>execution</c> when it must fail, else null.</param>
/// <param name="IsStrict">Whether the case asks for strict checks.</param>
/// <param name="ChecksOrder">Whether functions that need an order are to be refused on values without one.</param>
/// <param name="IsPredicate">Whether only the truth of the result counts.</param>
/// <param name="IsOrdered">Whether the order of the results counts.</param>
/// <param name="Outputs">Expected types (or empty) and texts.</param>
public sealed record FhirPathCase(
    string Group, string Name, int Number, string Expression, string Input, string? Invalid, bool IsStrict, bool ChecksOrder, bool IsPredicate, bool IsOrdered,
    IReadOnlyList<(string Type, string Text)> Outputs)
{
    /// <summary>Reads the suite's file.</summary>
    public static IReadOnlyList<FhirPathCase> ReadAll(string file)
    {
        var cases = new List<FhirPathCase>();
        foreach (var group in XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!.Elements("group"))
        foreach (var test in group.Elements("test"))
        {
            var expression = test.Element("expression")!;
            cases.Add(new FhirPathCase(
                group.Attribute("name")!.Value,
                test.Attribute("name")!.Value,
                cases.Count + 1,
                expression.Value,
                Path.ChangeExtension(test.Attribute("inputfile")?.Value ?? "patient-example.xml", ".json"),
                expression.Attribute("invalid")?.Value,
                (test.Attribute("mode") ?? expression.Attribute("mode"))?.Value == "strict",
                test.Attribute("checkOrderedFunctions")?.Value == "true",
                test.Attribute("predicate")?.Value == "true",
                test.Attribute("ordered")?.Value != "false",
                test.Elements("output").Select(output => (output.Attribute("type")?.Value ?? "", output.Value)).ToArray()));
        }
        return cases;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Group}/{Name} ({Number})";
}
