using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Tests.Definitions;

public sealed class FhirTypeTests(BuiltInDefinitions fixture)
{
    private readonly FhirDefinitions definitions = fixture.Definitions;

    private FhirProperty Property(string type, string name) => definitions.Type(type)!.Property(definitions.Names.Find(name))!;

    [Fact]
    public void A_choice_element_has_a_property_for_each_type()
    {
        var value = Property("Observation", "valueQuantity");
        Assert.Equal(("value", "Quantity", true), (value.ElementName, value.TypeName, value.IsChoice));
        Assert.Equal(11, definitions.Type("Observation")!.Element("value").Count());
    }

    [Fact]
    public void The_companion_of_a_primitive_finds_its_primitive() => Assert.Equal("date", Property("Patient", "_birthDate").TypeName);

    [Fact]
    public void Parts_without_a_name_are_types_named_by_their_path()
    {
        var component = Property("Observation", "component");
        Assert.Equal("Observation.component", component.Type.Name);
        Assert.Equal(FhirTypeKind.Backbone, component.Type.Kind);
        Assert.Equal("CodeableConcept", component.Type.Property(definitions.Names.Find("code"))!.TypeName);
    }

    [Fact]
    public void A_content_reference_shares_the_type_it_points_to() =>
        Assert.Equal("Observation.referenceRange", Property("Observation.component", "referenceRange").Type.Name);

    [Fact]
    public void Inherited_types_are_known()
    {
        Assert.True(definitions.Type("Patient")!.Is("DomainResource"));
        Assert.True(definitions.Type("Age")!.Is("Quantity"));
        Assert.True(definitions.Type("code")!.Is("string"));
        Assert.True(definitions.Type("Observation.component")!.Is("BackboneElement"));
    }

    [Fact]
    public void System_types_of_the_definitions_become_FHIR_types()
    {
        Assert.Equal("string", Property("Element", "id").TypeName);
        Assert.Equal("id", Property("Patient", "id").TypeName);
    }

    [Fact]
    public void Every_type_of_the_base_specification_has_types_for_all_its_properties()
    {
        foreach (var url in definitions.Urls(DefinitionKind.StructureDefinition, "hl7.fhir.r4.core"))
        {
            var structure = definitions.FindStructure(url)!;
            if (structure.IsProfile) continue;
            foreach (var property in definitions.Type(structure.Type)!.Properties) Assert.NotNull(property.Type);
        }
    }

    [Fact]
    public void A_version_that_is_not_loaded_is_not_replaced_by_another()
    {
        Assert.NotNull(definitions.FindStructure("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient|4.0.0"));
        Assert.NotNull(definitions.FindStructure("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient|4.0"));
        Assert.Null(definitions.FindStructure("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient|3.0.0"));
    }

    /// <summary>The package that brings the base specification adds to these; their differentials do not.</summary>
    [Theory]
    [InlineData("Meta", "versionId,lastUpdated,source,profile,security,tag")]
    [InlineData("Binary", "contentType,securityContext,data")]
    [InlineData("EvidenceVariable.characteristic", "description,definition,usageContext,exclude,participantEffective,timeFromStart,groupMeasure")]
    public void Types_are_those_of_R4(string type, string elements) =>
        Assert.Equal(elements.Split(','), definitions.Type(type)!.Properties.Select(property => property.ElementName).Distinct()
            .Except(["id", "extension", "modifierExtension", "meta", "implicitRules", "language"]));
}
