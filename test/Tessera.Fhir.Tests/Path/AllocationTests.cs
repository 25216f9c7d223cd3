namespace Tessera.Fhir.Tests.Path;

public sealed class AllocationTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    private const string Observation = """
        {"resourceType":"Observation","id":"o","status":"final","text":{"status":"generated","div":"<div>x</div>"},
         "contained":[{"resourceType":"Patient","id":"p"}],"subject":{"reference":"#p"},"effectiveDateTime":"2024-01-02T03:04:05Z",
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],
         "code":{"coding":[{"system":"http://loinc.org","code":"1-2"},{"system":"http://snomed.info/sct","code":"3"}]},
         "valueQuantity":{"value":1.50,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"},
         "referenceRange":[{"low":{"value":1,"code":"mg"},"high":{"value":2,"code":"g"}}],
         "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"9-9"}]},"valueString":"s"}]}
        """;

    [Theory]
    [InlineData("code.coding.where(system='http://loinc.org').code")]
    [InlineData("descendants().count()")]
    [InlineData("hasValue() or (children().count() > id.count())")]
    [InlineData("contained.contained.empty()")]
    [InlineData("contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()")]
    [InlineData("contained.meta.security.empty()")]
    [InlineData("text.`div`.exists()")]
    [InlineData("dataAbsentReason.empty() or value.empty()")]
    [InlineData("value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()")]
    [InlineData("(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())")]
    [InlineData("value.ofType(Quantity).system.empty() or value.ofType(Quantity).system = 'http://unitsofmeasure.org'")]
    [InlineData("(status='partial' or status='final' or status='amended') implies effective.exists()")]
    [InlineData("status in ('registered' | 'final') and status.length() > 3 and status.startsWith('f')")]
    [InlineData("referenceRange.all(low.empty() or high.empty() or (low <= high))")]
    [InlineData("value.ofType(Quantity).value > 1 and effective.toString().length() >= 10 and effective > @2023")]
    [InlineData("subject.reference.startsWith('#').not() or (subject.reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))")]
    [InlineData("category.coding.exists(system = 'http://terminology.hl7.org/CodeSystem/observation-category' and code = 'laboratory')")]
    [InlineData("Observation.subject.where(resolve() is Patient)")]
    public void The_common_expressions_allocate_nothing(string text)
    {
        var expression = Compile(text, "Observation");
        var root = Parse(Observation).Root;
        for (var i = 0; i < 50; i++) Evaluate();
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedBy100Evaluations()));

        // A collection that another test starts retires this thread's allocation buffer, and the runtime
        // counts what was left of it as allocated. What an evaluation allocates shows in every round.
        long AllocatedBy100Evaluations()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) Evaluate();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Evaluate()
        {
            using var result = expression.Evaluate(root);
            Assert.True(result.IsSuccess);
            expression.EvaluateBoolean(root);
        }
    }
}
