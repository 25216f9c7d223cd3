using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Compilation;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path;

/// <summary>A FHIRPath expression (http://hl7.org/fhirpath/N1), checked against the definitions and compiled once; run it as often and
/// from as many threads as you like.</summary>
public sealed class FhirPathExpression
{
    private readonly PathSchema schema;
    private readonly PathType? contextType;
    private readonly Operation operation;
    private readonly FhirPathLimits limits;
    private readonly bool usesEnvironment;

    private FhirPathExpression(string text, PathSchema schema, PathType? contextType, Operation operation, FhirPathLimits limits, bool usesEnvironment) =>
        (Text, this.schema, this.contextType, this.operation, this.limits, this.usesEnvironment) = (text, schema, contextType, operation, limits, usesEnvironment);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Compiles an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="definitions">The types.</param>
    /// <param name="contextType">Type that it starts from, such as <c>Observation</c> or <c>Observation.component</c>; null when any may come.
    /// With one, elements that the type does not have are refused.</param>
    /// <param name="expression">The compiled expression, or null.</param>
    /// <param name="issue">What is wrong and where (<see cref="Issue.Line"/>, <see cref="Issue.Column"/> of the expression), or null.</param>
    /// <param name="options">Strictness and bounds; null for the lenient defaults.</param>
    public static bool TryCompile(
        string text,
        FhirDefinitions definitions,
        string? contextType,
        [NotNullWhen(true)] out FhirPathExpression? expression,
        [NotNullWhen(false)] out Issue? issue,
        FhirPathOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(definitions);
        options ??= FhirPathOptions.Default;
        (expression, issue) = (null, null);
        var schema = PathSchema.Of(definitions);
        var context = contextType is null ? null : schema.Find(contextType);
        var tree = Parser.Parse(text, options.Limits, out var fault);
        if (contextType is not null && context is null) fault ??= new SyntaxFault(0, $"There is no type '{contextType}' to start from.");
        if (fault is null && tree is not null)
        {
            var start = context is null || context.IsOpen ? StaticType.Unknown with { IsSingle = true } : StaticType.Of(context, true);
            var compiler = new Compiler(schema, options);
            if (compiler.Compile(tree, start, out fault) is { } compiled)
            {
                expression = new FhirPathExpression(text, schema, context, compiled.Operation, options.Limits, compiler.UsesEnvironment);
                return true;
            }
        }
        issue = ToIssue(text, fault!);
        return false;
    }

    /// <summary>Runs it on a node of the context type, or of a resource when no context type was given.</summary>
    /// <param name="context">The focus.</param>
    /// <param name="environment">What it may know besides; null for nothing.</param>
    /// <returns>The values, or an issue. Dispose it to allocate nothing.</returns>
    public FhirPathResult Evaluate(FhirNode context, FhirPathContext? environment = null) => Evaluate(Focus(context), environment);

    /// <summary>Runs it on a value, such as a primitive with its companion.</summary>
    public FhirPathResult Evaluate(in FhirPathValue focus, FhirPathContext? environment = null)
    {
        var evaluation = Begin(focus, environment);
        var values = evaluation.TakeForResult();
        var sink = Sink.Collect(values);
        operation.Emit(evaluation, focus, ref sink);
        if (evaluation.End() is not { } issue) return new FhirPathResult(values, null);
        values.GiveBack();
        return new FhirPathResult(null, issue);
    }

    /// <summary>Runs it as an invariant: true when the result is true; false when it is false or empty, or when it could not be computed.</summary>
    /// <param name="context">The focus.</param>
    /// <param name="environment">What it may know besides; null for nothing.</param>
    public bool EvaluateBoolean(FhirNode context, FhirPathContext? environment = null) => EvaluateBoolean(Focus(context), environment, out _);

    /// <summary>Runs it as an invariant on a node and tells an empty result from false.</summary>
    /// <param name="context">The focus.</param>
    /// <param name="environment">What it may know besides; null for nothing.</param>
    /// <param name="issue">Why it could not be computed, or null.</param>
    /// <returns>True, false, or null when the result is empty or could not be computed.</returns>
    public bool? EvaluateTruth(FhirNode context, FhirPathContext? environment, out Issue? issue)
    {
        var focus = Focus(context);
        var evaluation = Begin(focus, environment);
        var truth = operation.Test(evaluation, focus);
        issue = evaluation.End();
        return issue is not null ? null : truth switch { Truth.True => true, Truth.False => false, _ => null };
    }

    /// <summary>The same within what is left of a number of steps, from which those it takes are subtracted.</summary>
    internal bool? EvaluateTruth(FhirNode context, FhirPathContext environment, ref long steps, out Issue? issue)
    {
        var focus = Focus(context);
        var evaluation = Begin(focus, environment);
        var start = evaluation.LimitSteps(steps);
        var truth = operation.Test(evaluation, focus);
        steps -= start - evaluation.StepsLeft;
        issue = evaluation.End();
        return issue is not null ? null : truth switch { Truth.True => true, Truth.False => false, _ => null };
    }

    /// <summary>Runs it as an invariant on a value.</summary>
    /// <param name="focus">The focus.</param>
    /// <param name="environment">What it may know besides; null for nothing.</param>
    /// <param name="issue">Why it could not be computed, or null.</param>
    public bool EvaluateBoolean(in FhirPathValue focus, FhirPathContext? environment, out Issue? issue)
    {
        var evaluation = Begin(focus, environment);
        var truth = operation.Test(evaluation, focus);
        issue = evaluation.End();
        return issue is null && truth == Truth.True;
    }

    private Evaluation Begin(in FhirPathValue focus, FhirPathContext? environment)
    {
        var evaluation = Evaluation.Begin(schema, environment ?? Evaluation.Nothing, limits);
        if (usesEnvironment) evaluation.Start = focus;
        return evaluation;
    }

    /// <summary>The value that stands for a node as focus: of the context type, or of the resource's own.</summary>
    private FhirPathValue Focus(FhirNode node)
    {
        if (!node.Exists) return default;
        // The context's own type is the usual case, told without a lookup; a document remembers what its root was last found to be.
        if (contextType is { IsResource: true } own)
        {
            var document = node.Owner!;
            if (node.Index == 0 && ReferenceEquals(document.RootType, own)) return new FhirPathValue(document, own, 0, 0);
            if (schema.SaysType(node, own))
            {
                if (node.Index == 0) document.RootType = own;
                return new FhirPathValue(document, own, node.Index, 0);
            }
        }
        var type = contextType is null or { IsResource: true } ? schema.ResourceType(node) : contextType;
        if (contextType is { IsOpen: false } && ReferenceEquals(type, schema.Unknown)) type = contextType;
        return new FhirPathValue(node.Document, type, node.Index, 0);
    }

    private static Issue ToIssue(string text, SyntaxFault fault)
    {
        var before = text.AsSpan(0, Math.Min(fault.Position, text.Length));
        return new Issue(IssueSeverity.Error, fault.Type, "", fault.Message)
        {
            Line = before.Count('\n') + 1,
            Column = before.Length - before.LastIndexOf('\n'),
            Fix = fault.Fix,
        };
    }
}
