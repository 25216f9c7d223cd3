using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

internal sealed partial class Compiler
{
    private Compiled Call(CallNode call)
    {
        if (!FunctionTable.Rules.TryGetValue(call.Name, out var rule)) throw Fault(call.Position, $"There is no function '{call.Name}'.");
        if (call.Arguments.Count < rule.Fewest || call.Arguments.Count > rule.Most)
        {
            var wanted = rule.Fewest == rule.Most ? $"{rule.Fewest}" : $"{rule.Fewest} to {rule.Most}";
            throw Fault(call.Position, $"{call.Name}() takes {wanted} arguments, not {call.Arguments.Count}.");
        }
        var source = call.Source is null ? This() : Compile(call.Source);
        if (rule.NeedsOrder) CheckOrder(source, call.Position, call.Name + "()");
        return rule.Compile(this, call, source);
    }

    /// <summary>Whether an argument uses <c>$index</c>, of this or of a nested function.</summary>
    public static bool UsesIndex(SyntaxNode node) => node switch
    {
        DollarNode dollar => dollar.Name == "$index",
        MemberNode member => member.Source is not null && UsesIndex(member.Source),
        CallNode call => (call.Source is not null && UsesIndex(call.Source)) || call.Arguments.Any(UsesIndex),
        IndexerNode indexer => UsesIndex(indexer.Source) || UsesIndex(indexer.Index),
        PolarityNode polarity => UsesIndex(polarity.Operand),
        OperatorNode binary => binary.Operands.Any(UsesIndex),
        TypeNode type => UsesIndex(type.Operand),
        SortKeyNode key => UsesIndex(key.Key),
        _ => false,
    };

    /// <summary>An argument that must be a text literal or a standard variable, such as the name of a variable.</summary>
    public string TextArgument(SyntaxNode node) =>
        Argument(node).Operation is LiteralOperation { Value.Kind: FhirPathValueKind.String } literal ? literal.Value.ToString() : throw Fault(node.Position, "A text literal is needed here.");

    /// <summary>Refuses sources that certainly are no texts.</summary>
    public static void NeedText(CallNode call, Compiled source)
    {
        if (source.Type.IsComplex) throw Fault(call.Position, $"{call.Name}() needs a string, not a {source.Type.Types[0].Name}.");
        if (source.Type.System is not (FhirPathValueKind.None or FhirPathValueKind.String)) throw Fault(call.Position, $"{call.Name}() needs a string, not a {source.Type.System}.");
    }

    /// <summary>Refuses sources that certainly are no numbers.</summary>
    public static void NeedNumber(CallNode call, Compiled source)
    {
        if (source.Type.IsComplex || source.Type.Converted is FhirPathValueKind.String or FhirPathValueKind.Boolean or FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time)
            throw Fault(call.Position, $"{call.Name}() needs a number.");
    }
}
