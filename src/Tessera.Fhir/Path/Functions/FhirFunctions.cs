using Tessera.Fhir.Narrative;
using System.Text;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Operations.Steps;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>extension(url)</c> with a url that is computed.</summary>
internal sealed class ExtensionOperation(Operation source, Operation url, PathType extension) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (!Arguments.TryText(evaluation, url, focus, out var text)) return !evaluation.HasFailed;
        var step = new ExtensionStep(SystemValues.Text(text).ToArray(), extension);
        var values = source.ToBuffer(evaluation, focus);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++) wanted = step.Push(evaluation, values[i], ref sink);
        evaluation.Return(values);
        return wanted;
    }
}

/// <summary><c>memberOf(valueSet)</c>.</summary>
internal sealed class MemberOfOperation(Operation source, Operation valueSet) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!source.TryOne(evaluation, focus, out var value) || !Arguments.TryText(evaluation, valueSet, focus, out var url)) return Truth.Empty;
        if (evaluation.Context.MemberOf is { } memberOf && memberOf(value, url.ToString()) is { } answer) return Singleton.Of(answer);
        evaluation.Fail($"The value set {url} is not available.", IssueType.NotSupported);
        return Truth.Empty;
    }
}

/// <summary><c>subsumes(code)</c>, and <c>subsumedBy(code)</c> with its operands exchanged.</summary>
internal sealed class SubsumesOperation(Operation source, Operation argument) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!source.TryOne(evaluation, focus, out var wide) || !argument.TryOne(evaluation, focus, out var narrow)) return Truth.Empty;
        if (evaluation.Context.Subsumes is { } subsumes && subsumes(wide, narrow) is { } answer) return Singleton.Of(answer);
        if (Comparison.Equivalent(wide, narrow)) return Truth.True;
        evaluation.Fail("The code system's hierarchy is not available.", IssueType.NotSupported);
        return Truth.Empty;
    }
}

/// <summary><c>conformsTo(profile)</c>.</summary>
internal sealed class ConformsToOperation(Operation source, Operation profile) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!source.TryOne(evaluation, focus, out var value) || !Arguments.TryText(evaluation, profile, focus, out var url)) return Truth.Empty;
        var canonical = url.ToString();
        if (value.Kind == FhirPathValueKind.Element)
        {
            if (value.Index >= 0 && evaluation.Context.ConformsTo is { } conforms && conforms(value.Node, canonical) is { } answer) return Singleton.Of(answer);
            if (evaluation.Schema.Definitions.FindStructure(canonical) is { IsProfile: false } definition && evaluation.Schema.Find(definition.Type) is { } type)
                return Singleton.Of(value.ElementType!.Is(type));
        }
        evaluation.Fail($"The profile {canonical} is not available.", IssueType.NotSupported);
        return Truth.Empty;
    }
}

/// <summary><c>htmlChecks()</c>: whether a narrative keeps to the rules of FHIR's XHTML.</summary>
internal sealed class HtmlChecksOperation(Operation source) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) =>
        Arguments.TryText(evaluation, source, focus, out var text) ? Singleton.Of(XhtmlCheck.Of(SystemValues.Text(text)).Kind == XhtmlFaultKind.None) : Truth.Empty;
}

/// <summary><c>checkModifiers(url, …)</c>: an error when there are other modifier extensions than these.</summary>
internal sealed class CheckModifiersOperation(Operation source, Operation[] urls) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var url in urls)
            if (Arguments.TryText(evaluation, url, focus, out var text)) known.Add(text.ToString());
        var values = source.ToBuffer(evaluation, focus);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++)
        {
            foreach (var extension in values[i].Node["modifierExtension"].Items)
                if (!known.Contains(extension["url"].ToText())) evaluation.Fail("There is a modifier extension that is not understood here.");
            wanted = !evaluation.HasFailed && sink.Accept(evaluation, values[i]);
        }
        evaluation.Return(values);
        return wanted;
    }
}

/// <summary><c>getResourceKey()</c> of SQL on FHIR: what <c>getReferenceKey()</c> of a reference to the resource equals.</summary>
internal sealed class ResourceKeyOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!source.TryOne(evaluation, focus, out var resource) || !resource.IsElement || resource.Index < 0) return false;
        var (type, id) = (resource.Node[evaluation.Schema.ResourceTypeId], resource.Node[evaluation.Schema.IdId]);
        if (!type.Exists || !id.Exists) return false;
        value = FhirPathValue.OfUtf8([.. type.Utf8, (byte)'/', .. id.Utf8]);
        return true;
    }
}

/// <summary><c>getReferenceKey(type)</c> of SQL on FHIR.</summary>
internal sealed class ReferenceKeyOperation(Operation source, string? type) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!source.TryOne(evaluation, focus, out var reference)) return false;
        var node = evaluation.ReferenceText(reference);
        if (!node.Exists) return false;
        var parts = node.ToText().Split("/_history/", 2)[0].Split('/');
        if (parts.Length < 2 || (type is not null && parts[^2] != type)) return false;
        value = FhirPathValue.OfUtf8(Encoding.UTF8.GetBytes($"{parts[^2]}/{parts[^1]}"));
        return true;
    }
}
