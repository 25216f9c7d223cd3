using Tessera.Fhir.Path.Functions;
using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Operations.Steps;
using Tessera.Fhir.Path.Syntax;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Types, and the functions that FHIR and SQL on FHIR add.</summary>
internal static class FhirFunctionRules
{
    public static readonly Dictionary<string, FunctionRule> Rules = new(StringComparer.Ordinal)
    {
        ["is"] = new(1, 1, (c, call, source) => c.TypeOperator(call.Position, source, call.Source, c.TypeArgument(call.Arguments[0]), false)),
        ["as"] = new(1, 1, (c, call, source) => c.TypeOperator(call.Position, source, call.Source, c.TypeArgument(call.Arguments[0]), true)),
        ["ofType"] = new(1, 1, OfType),
        ["type"] = new(0, 0, (_, _, source) => new(new TypeOfOperation(source.Operation), StaticType.Of(FhirPathValueKind.TypeInfo, source.Type.IsSingle))),
        ["extension"] = new(1, 1, Extension),
        ["hasValue"] = new(0, 0, (_, _, source) => new(new HasValueOperation(source.Operation), StaticType.Boolean)),
        ["getValue"] = new(0, 0, (_, _, source) => new(new GetValueOperation(source.Operation), StaticType.Unknown with { IsSingle = true })),
        ["resolve"] = new(0, 0, (_, _, source) => Compiler.Append(source, new ResolveStep(), StaticType.Unknown with { IsSingle = source.Type.IsSingle })),
        ["memberOf"] = new(1, 1, (c, call, source) => new(new MemberOfOperation(source.Operation, c.Argument(call.Arguments[0]).Operation), StaticType.Boolean)),
        ["subsumes"] = new(1, 1, (c, call, source) => new(new SubsumesOperation(source.Operation, c.Argument(call.Arguments[0]).Operation), StaticType.Boolean)),
        ["subsumedBy"] = new(1, 1, (c, call, source) => new(new SubsumesOperation(c.Argument(call.Arguments[0]).Operation, source.Operation), StaticType.Boolean)),
        ["conformsTo"] = new(1, 1, (c, call, source) => new(new ConformsToOperation(source.Operation, c.Argument(call.Arguments[0]).Operation), StaticType.Boolean)),
        ["htmlChecks"] = new(0, 0, (_, _, source) => new(new HtmlChecksOperation(source.Operation), StaticType.Boolean)),
        ["checkModifiers"] = new(1, 64, (c, call, source) => new(new CheckModifiersOperation(
            source.Operation, call.Arguments.Select(argument => c.Argument(argument).Operation).ToArray()), source.Type)),
        ["getResourceKey"] = new(0, 0, (_, _, source) => new(new ResourceKeyOperation(source.Operation), StaticType.Text)),
        ["getReferenceKey"] = new(0, 1, (c, call, source) => new(new ReferenceKeyOperation(
            source.Operation, call.Arguments.Count > 0 ? c.TypeArgument(call.Arguments[0]).Fhir?.Name : null), StaticType.Text)),
    };

    private static Compiled OfType(Compiler compiler, CallNode call, Compiled source)
    {
        var test = compiler.TypeArgument(call.Arguments[0]);
        return Compiler.Append(source, new TypeFilterStep(test), Compiler.Selected(source.Type, test));
    }

    private static Compiled Extension(Compiler compiler, CallNode call, Compiled source)
    {
        var url = compiler.Argument(call.Arguments[0]);
        var extension = compiler.Schema.Find("Extension") ?? compiler.Schema.Unknown;
        var type = StaticType.Of(extension, false);
        return url.Operation is LiteralOperation { Value.Kind: FhirPathValueKind.String } literal
            ? Compiler.Append(source, new ExtensionStep(SystemValues.Text(literal.Value).ToArray(), extension), type)
            : new(new ExtensionOperation(source.Operation, url.Operation, extension), type);
    }
}
