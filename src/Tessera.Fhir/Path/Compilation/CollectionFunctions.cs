using Tessera.Fhir.Path.Functions;
using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Operations.Steps;
using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Functions on collections: existence, filtering, subsetting, combining, iteration.</summary>
internal static class CollectionFunctions
{
    public static readonly Dictionary<string, FunctionRule> Rules = new(StringComparer.Ordinal)
    {
        ["exists"] = new(0, 1, (c, call, source) => Boolean(new ExistsOperation(Filtered(c, call, source).Operation, false))),
        ["empty"] = new(0, 0, (_, _, source) => Boolean(new ExistsOperation(source.Operation, true))),
        ["not"] = new(0, 0, (_, _, source) => Boolean(new NotOperation(source.Operation))),
        ["all"] = new(1, 1, (c, call, source) => Boolean(new AllOperation(source.Operation, c.Lambda(call.Arguments[0], source.Type).Operation))),
        ["allTrue"] = new(0, 0, (_, _, source) => Boolean(new QuantifierOperation(source.Operation, true, true))),
        ["anyTrue"] = new(0, 0, (_, _, source) => Boolean(new QuantifierOperation(source.Operation, false, true))),
        ["allFalse"] = new(0, 0, (_, _, source) => Boolean(new QuantifierOperation(source.Operation, true, false))),
        ["anyFalse"] = new(0, 0, (_, _, source) => Boolean(new QuantifierOperation(source.Operation, false, false))),
        ["subsetOf"] = new(1, 1, (c, call, source) => Boolean(new SubsetOperation(source.Operation, c.Argument(call.Arguments[0]).Operation))),
        ["supersetOf"] = new(1, 1, (c, call, source) => Boolean(new SubsetOperation(c.Argument(call.Arguments[0]).Operation, source.Operation))),
        ["count"] = new(0, 0, (_, _, source) => new(new CountOperation(source.Operation), StaticType.Integer)),
        ["distinct"] = new(0, 0, (_, _, source) => new(new UnionOperation([source.Operation]), source.Type)),
        ["isDistinct"] = new(0, 0, (_, _, source) => Boolean(new IsDistinctOperation(source.Operation))),
        ["where"] = new(1, 1, Filtered),
        ["select"] = new(1, 1, Select),
        ["repeat"] = new(1, 1, (c, call, source) => Repeat(c, call, source, false)),
        ["repeatAll"] = new(1, 1, (c, call, source) => Repeat(c, call, source, true)),
        ["single"] = new(0, 0, (_, _, source) => new(new SingleOperation(source.Operation), source.Type with { IsSingle = true })),
        ["first"] = new(0, 0, (_, _, source) => new(new FirstOperation(source.Operation), source.Type with { IsSingle = true })) { NeedsOrder = true },
        ["last"] = new(0, 0, (_, _, source) => new(new LastOperation(source.Operation), source.Type with { IsSingle = true })) { NeedsOrder = true },
        ["tail"] = new(0, 0, (_, _, source) => Slice(source, new LiteralOperation(FhirPathValue.Of(1)), true)) { NeedsOrder = true },
        ["skip"] = new(1, 1, (c, call, source) => Slice(source, c.Argument(call.Arguments[0]).Operation, true)) { NeedsOrder = true },
        ["take"] = new(1, 1, (c, call, source) => Slice(source, c.Argument(call.Arguments[0]).Operation, false)) { NeedsOrder = true },
        ["intersect"] = new(1, 1, (c, call, source) => new(new IntersectOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, false), source.Type)),
        ["exclude"] = new(1, 1, (c, call, source) => new(new IntersectOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, true), source.Type)),
        ["union"] = new(1, 1, (c, call, source) => Compiler.Union([source, c.Argument(call.Arguments[0])])),
        ["combine"] = new(1, 2, Combine),
        ["aggregate"] = new(1, 2, Aggregate),
        ["iif"] = new(2, 3, Iif),
        ["trace"] = new(1, 2, (c, call, source) => new(new TraceOperation(
            source.Operation, c.Argument(call.Arguments[0]).Operation, call.Arguments.Count > 1 ? c.Lambda(call.Arguments[1], source.Type).Operation : null), source.Type)),
        ["defineVariable"] = new(1, 2, DefineVariable),
        ["coalesce"] = new(1, 64, (c, call, _) => new(new CoalesceOperation(call.Arguments.Select(argument => c.Argument(argument).Operation).ToArray()), StaticType.Unknown)),
        ["sort"] = new(0, 8, Sort),
        ["children"] = new(0, 0, (_, _, source) => Compiler.Append(source, new ChildrenStep(false), StaticType.Unknown with { IsUnordered = true })),
        ["descendants"] = new(0, 0, (_, _, source) => Compiler.Append(source, new ChildrenStep(true), StaticType.Unknown with { IsUnordered = true })),
    };

    private static Compiled Boolean(Engine.BooleanOperation operation) => new(operation, StaticType.Boolean);

    private static Compiled Filtered(Compiler compiler, CallNode call, Compiled source)
    {
        if (call.Arguments.Count == 0) return source;
        var criteria = compiler.Lambda(call.Arguments[0], source.Type).Operation;
        return Compiler.UsesIndex(call.Arguments[0])
            ? new(new IndexedOperation(source.Operation, criteria, isWhere: true), source.Type)
            : Compiler.Append(source, criteria is EqualTextOperation text ? text.AsFilter() : new WhereStep(criteria), source.Type);
    }

    private static Compiled Select(Compiler compiler, CallNode call, Compiled source)
    {
        var projection = compiler.Lambda(call.Arguments[0], source.Type);
        var type = projection.Type with { IsSingle = projection.Type.IsSingle && source.Type.IsSingle, IsUnordered = source.Type.IsUnordered };
        return Compiler.UsesIndex(call.Arguments[0])
            ? new(new IndexedOperation(source.Operation, projection.Operation, isWhere: false), type)
            : Compiler.Append(source, new SelectStep(projection.Operation), type);
    }

    private static Compiled Repeat(Compiler compiler, CallNode call, Compiled source, bool all)
    {
        // What comes out goes in again: only when its type is that of the source, or leads to itself, is it known beforehand.
        var first = compiler.Lambda(call.Arguments[0], source.Type with { IsUnknown = true });
        return new(new RepeatOperation(source.Operation, first.Operation, all), first.Type with { IsSingle = false });
    }

    private static Compiled Slice(Compiled source, Engine.Operation number, bool skip) => new(new SliceOperation(source.Operation, number, skip), source.Type);

    // combine(other, preserveOrder) since FHIRPath 3; ours always keeps the order.
    private static Compiled Combine(Compiler compiler, CallNode call, Compiled source)
    {
        var other = compiler.Argument(call.Arguments[0]);
        return new(new CombineOperation(source.Operation, other.Operation), StaticType.Either(source.Type, other.Type) with { IsSingle = false });
    }

    private static Compiled Aggregate(Compiler compiler, CallNode call, Compiled source)
    {
        var aggregator = compiler.Lambda(call.Arguments[0], source.Type);
        var start = call.Arguments.Count > 1 ? compiler.Argument(call.Arguments[1]).Operation : null;
        return new(new AggregateOperation(source.Operation, aggregator.Operation, start), StaticType.Unknown);
    }

    private static Compiled Iif(Compiler compiler, CallNode call, Compiled source)
    {
        var criterion = compiler.Lambda(call.Arguments[0], source.Type);
        var known = criterion.Type.Converted;
        if (known is not (FhirPathValueKind.None or FhirPathValueKind.Boolean))
            throw Compiler.Fault(call.Arguments[0].Position, $"The criterion of iif() is a boolean, not a {known}.");
        var then = compiler.Lambda(call.Arguments[1], source.Type);
        var otherwise = call.Arguments.Count > 2 ? compiler.Lambda(call.Arguments[2], source.Type) : new Compiled(new EmptyOperation(), StaticType.Empty);
        return new(new IifOperation(call.Source is null ? null : source.Operation, criterion.Operation, then.Operation, otherwise.Operation), StaticType.Either(then.Type, otherwise.Type));
    }

    private static Compiled DefineVariable(Compiler compiler, CallNode call, Compiled source)
    {
        var name = compiler.TextArgument(call.Arguments[0]);
        var value = call.Arguments.Count > 1 ? compiler.Lambda(call.Arguments[1], source.Type) : source;
        var slot = compiler.Define(name, value.Type, call.Position);
        return new(new DefineVariableOperation(source.Operation, slot, call.Arguments.Count > 1 ? value.Operation : null), source.Type);
    }

    private static Compiled Sort(Compiler compiler, CallNode call, Compiled source)
    {
        var keys = call.Arguments.Select(argument => argument switch
        {
            SortKeyNode key => new SortKey(compiler.Lambda(key.Key, source.Type).Operation, key.IsDescending, key.IsDescending),
            PolarityNode { IsMinus: true } key => new SortKey(compiler.Lambda(key.Operand, source.Type).Operation, true, false),
            _ => new SortKey(compiler.Lambda(argument, source.Type).Operation, false, false),
        }).ToArray();
        if (keys.Length == 0) keys = [new SortKey(new ThisOperation(), false, false)];
        return new(new SortOperation(source.Operation, keys), source.Type with { IsUnordered = false });
    }
}
