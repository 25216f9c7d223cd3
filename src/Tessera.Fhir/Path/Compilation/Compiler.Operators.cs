using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Functions;
using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Syntax;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Compilation;

internal sealed partial class Compiler
{
    private Compiled Operator(OperatorNode node)
    {
        var operands = new Compiled[node.Operands.Count];
        for (var i = 0; i < operands.Length; i++) operands[i] = Argument(node.Operands[i]);
        var (left, right) = (operands[0], operands[1]);
        var (a, b) = (left.Operation, right.Operation);
        switch (node.Symbol)
        {
            case "and":
                return Boolean(new AndOperation(Operations(operands)));
            case "or":
                return Boolean(new OrOperation(Operations(operands)));
            case "xor":
                return Boolean(new XorOperation(a, b));
            case "implies":
                return Boolean(new ImpliesOperation(a, b));
            case "=" or "!=":
                return Boolean(Equal(left, right, node.Symbol == "!="));
            case "~" or "!~":
                return Boolean(new EquivalentOperation(a, b, node.Symbol == "!~"));
            case "<" or ">" or "<=" or ">=":
                return Boolean(new OrderOperation(a, b, node.Symbol));
            case "in":
                return Boolean(Membership(left, right, node.Operands[1]));
            case "contains":
                return Boolean(Membership(right, left, node.Operands[0]));
            case "|":
                return Union(operands);
            case "&":
                return new(new ConcatenateOperation(Operations(operands)), StaticType.Text);
            default:
                return Arithmetic(node, operands);
        }
    }

    private static Compiled Boolean(BooleanOperation operation) => new(operation, StaticType.Boolean);

    private static Operation[] Operations(Compiled[] operands) => Array.ConvertAll(operands, operand => operand.Operation);

    private static BooleanOperation Equal(Compiled left, Compiled right, bool negate)
    {
        if (right.Operation is LiteralOperation { Value.Kind: FhirPathValueKind.String } text) return new EqualTextOperation(left.Operation, SystemValues.Text(text.Value).ToArray(), negate);
        if (left.Operation is LiteralOperation { Value.Kind: FhirPathValueKind.String } first) return new EqualTextOperation(right.Operation, SystemValues.Text(first.Value).ToArray(), negate);
        return new EqualOperation(left.Operation, right.Operation, negate);
    }

    private static BooleanOperation Membership(Compiled item, Compiled collection, SyntaxNode node)
    {
        if (node is OperatorNode { Symbol: "|" } list && list.Operands.All(operand => operand is LiteralNode { Value.Kind: FhirPathValueKind.String }))
            return new TextMembershipOperation(item.Operation, list.Operands.Select(operand => SystemValues.Text(((LiteralNode)operand).Value).ToArray()).ToArray());
        return new MembershipOperation(item.Operation, collection.Operation);
    }

    public static Compiled Union(Compiled[] operands)
    {
        var type = StaticType.Empty;
        foreach (var operand in operands) type = StaticType.Either(type, operand.Type with { IsSingle = false });
        return new(new UnionOperation(Operations(operands)), type with { IsSingle = false });
    }

    private static Compiled Arithmetic(OperatorNode node, Compiled[] operands)
    {
        var type = operands[0].Type;
        for (var i = 1; i < operands.Length; i++)
        {
            CheckArithmetic(node, type, operands[i].Type);
            type = ArithmeticType(node.Symbol, type.Converted, operands[i].Type.Converted);
        }
        return new(new ArithmeticOperation(Operations(operands), node.Symbol), type);
    }

    private static StaticType ArithmeticType(string symbol, FhirPathValueKind a, FhirPathValueKind b)
    {
        if (a == FhirPathValueKind.None || b == FhirPathValueKind.None) return StaticType.Unknown with { IsSingle = true };
        if (symbol == "div") return StaticType.Integer;
        if (a == b && symbol != "/") return StaticType.Of(a);
        if (a is FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time) return StaticType.Of(a);
        if (a == FhirPathValueKind.Quantity || b == FhirPathValueKind.Quantity) return StaticType.Of(FhirPathValueKind.Quantity);
        return StaticType.Of(FhirPathValueKind.Decimal);
    }

    private static void CheckArithmetic(OperatorNode node, StaticType left, StaticType right)
    {
        var (a, b) = (left.Converted, right.Converted);
        if (left.IsComplex || right.IsComplex) throw Fault(node.Position, $"'{node.Symbol}' needs numbers, texts, quantities or dates.");
        if (a == FhirPathValueKind.None || b == FhirPathValueKind.None) return;
        var allowed = (IsNumber(a) && IsNumber(b)) ||
            (a == FhirPathValueKind.String && b == FhirPathValueKind.String && node.Symbol == "+") ||
            (a is FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time && b == FhirPathValueKind.Quantity && node.Symbol is "+" or "-") ||
            (a == FhirPathValueKind.Quantity && (b == FhirPathValueKind.Quantity || IsNumber(b))) || (IsNumber(a) && b == FhirPathValueKind.Quantity);
        if (!allowed) throw Fault(node.Position, $"'{node.Symbol}' cannot be applied to {a} and {b}.");
    }

    private static bool IsNumber(FhirPathValueKind kind) => kind is FhirPathValueKind.Integer or FhirPathValueKind.Long or FhirPathValueKind.Decimal;
}
