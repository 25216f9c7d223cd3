using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;

namespace Tessera.Fhir.Tests.Path;

public sealed class DefinitionExpressionTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    [Fact]
    public void Every_search_parameter_compiles_for_each_of_its_types()
    {
        var faults = new List<string>();
        foreach (var parameter in Definitions.SearchParameters)
        {
            if (parameter.Expression.Length == 0) continue;
            foreach (var type in parameter.Bases)
                if (!FhirPathExpression.TryCompile(parameter.Expression, Definitions, type, out _, out var issue)) faults.Add($"{parameter.Code}: {issue.Message}");
        }
        // Two parameters of the extensions package ask the value of an R4 extension for an R5 type's element; one of US Core names a choice as JSON does.
        Assert.All(faults, fault => Assert.Matches("^(workflow-(barrier|protectiveFactor)Code: .*'concept'|asserted-date: .*'valueDateTime')", fault));
    }

    [Fact]
    public void Every_invariant_compiles_for_the_elements_it_stands_on()
    {
        var lenient = new FhirPathOptions { AllowUnknown = true };
        var seen = new HashSet<(string, string)>();
        foreach (var url in Definitions.Urls(DefinitionKind.StructureDefinition))
        {
            var structure = Definitions.FindStructure(url)!;
            foreach (var element in structure.Elements)
            foreach (var constraint in element.Constraints)
            foreach (var type in Contexts(structure, element))
                if (constraint.Expression.Length > 0 && seen.Add((type, constraint.Expression))) Compile(constraint.Expression, type, lenient);
        }
        Assert.True(seen.Count > 1000);
    }

    private IEnumerable<string> Contexts(StructureDefinition structure, ElementDefinition element)
    {
        if (!element.Path.Contains('.', StringComparison.Ordinal)) return [structure.Type];
        return element.Types.Select(type => type.Code is "BackboneElement" or "Element" && Definitions.Type(element.Path) is not null ? element.Path : type.Code)
            .Where(type => Definitions.Type(type) is not null);
    }
}
