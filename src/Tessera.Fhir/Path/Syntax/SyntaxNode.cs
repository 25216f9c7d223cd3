namespace Tessera.Fhir.Path.Syntax;

/// <summary>A part of a parsed expression.</summary>
/// <param name="Position">Its place in the text.</param>
/// <param name="Depth">How deep it nests.</param>
internal abstract record SyntaxNode(int Position, int Depth);

/// <summary>A literal value.</summary>
internal sealed record LiteralNode(int Position, FhirPathValue Value) : SyntaxNode(Position, 1);

/// <summary><c>{}</c>.</summary>
internal sealed record EmptyNode(int Position) : SyntaxNode(Position, 1);

/// <summary><c>$this</c>, <c>$index</c> or <c>$total</c>.</summary>
internal sealed record DollarNode(int Position, string Name) : SyntaxNode(Position, 1);

/// <summary><c>%name</c>.</summary>
internal sealed record VariableNode(int Position, string Name) : SyntaxNode(Position, 1);

/// <summary>A name, alone or after a point.</summary>
internal sealed record MemberNode(int Position, SyntaxNode? Source, string Name) : SyntaxNode(Position, 1 + (Source?.Depth ?? 0));

/// <summary>A function call, alone or after a point.</summary>
internal sealed record CallNode(int Position, SyntaxNode? Source, string Name, IReadOnlyList<SyntaxNode> Arguments) :
    SyntaxNode(Position, 1 + Math.Max(Source?.Depth ?? 0, Deepest(Arguments)))
{
    internal static int Deepest(IReadOnlyList<SyntaxNode> nodes)
    {
        var deepest = 0;
        foreach (var node in nodes) deepest = Math.Max(deepest, node.Depth);
        return deepest;
    }
}

/// <summary><c>source[index]</c>.</summary>
internal sealed record IndexerNode(int Position, SyntaxNode Source, SyntaxNode Index) : SyntaxNode(Position, 1 + Math.Max(Source.Depth, Index.Depth));

/// <summary><c>+x</c> or <c>-x</c>.</summary>
internal sealed record PolarityNode(int Position, bool IsMinus, SyntaxNode Operand) : SyntaxNode(Position, 1 + Operand.Depth);

/// <summary>An operator with two operands, or a chain of the same one with several (<c>a or b or c</c>).</summary>
internal sealed record OperatorNode(int Position, string Symbol, IReadOnlyList<SyntaxNode> Operands) : SyntaxNode(Position, 1 + CallNode.Deepest(Operands));

/// <summary><c>x is T</c> or <c>x as T</c>.</summary>
internal sealed record TypeNode(int Position, bool IsAs, SyntaxNode Operand, string TypeName) : SyntaxNode(Position, 1 + Operand.Depth);

/// <summary>An argument of <c>sort()</c> with its direction.</summary>
internal sealed record SortKeyNode(int Position, SyntaxNode Key, bool IsDescending) : SyntaxNode(Position, 1 + Key.Depth);
