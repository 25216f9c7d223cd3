namespace Tessera.Fhir.Path.Syntax;

/// <summary>Parses an expression by operator precedence: two calls for each level of nesting, however many operators there are.
/// See http://hl7.org/fhirpath/N1/#formal-specifications</summary>
internal sealed class Parser
{
    private readonly string text;
    private readonly int maxDepth;
    private Lexer lexer;
    private Token token;
    private Token previous;
    private SyntaxFault? fault;
    private int nesting;

    private Parser(string text, int maxDepth)
    {
        (this.text, this.maxDepth) = (text, maxDepth);
        lexer = new Lexer(text);
        Advance();
    }

    private ReadOnlySpan<char> Current => text.AsSpan(token.Start, token.Length);

    /// <summary>The tree of an expression, or what is wrong with it.</summary>
    public static SyntaxNode? Parse(string text, FhirPathLimits limits, out SyntaxFault? fault)
    {
        if (text.Length > limits.MaxLength)
        {
            fault = new SyntaxFault(0, $"The expression has {text.Length:N0} characters; at most {limits.MaxLength:N0} are read.", Type: IssueType.TooLong);
            return null;
        }
        var parser = new Parser(text, limits.MaxDepth);
        var node = parser.Expression(0);
        if (parser.fault is null && parser.token.Kind != TokenKind.End) parser.Fail("Here the expression should have ended.");
        fault = parser.fault;
        return fault is null ? node : null;
    }

    private SyntaxNode? Expression(int strength)
    {
        if (++nesting > maxDepth) return TooDeep();
        var left = Operand();
        while (left is not null && token.Kind is TokenKind.Symbol or TokenKind.Name && Precedence.Of(Current) is var binding && binding > strength)
        {
            var symbol = Current.ToString();
            var position = token.Start;
            Advance();
            left = symbol is "is" or "as" ? TypeOperator(left, symbol, position) : Infix(left, symbol, binding, position);
            if (left is not null && left.Depth > maxDepth) return TooDeep();
        }
        nesting--;
        return left;
    }

    private OperatorNode? Infix(SyntaxNode left, string symbol, int binding, int position)
    {
        if (Expression(binding) is not { } right) return null;
        if (!Precedence.IsChain(symbol)) return new OperatorNode(position, symbol, [left, right]);
        var operands = new List<SyntaxNode> { left, right };
        while (fault is null && token.Kind is TokenKind.Symbol or TokenKind.Name && Current.SequenceEqual(symbol))
        {
            Advance();
            if (Expression(binding) is not { } next) return null;
            operands.Add(next);
        }
        return new OperatorNode(position, symbol, operands);
    }

    private TypeNode? TypeOperator(SyntaxNode left, string symbol, int position) =>
        TypeName() is { } name ? new TypeNode(position, symbol == "as", left, name) : null;

    private string? TypeName()
    {
        if (Name() is not { } name) return null;
        while (IsSymbol("."))
        {
            Advance();
            if (Name() is not { } part) return null;
            name += "." + part;
        }
        return name;
    }

    private SyntaxNode? Operand()
    {
        if (IsSymbol("+") || IsSymbol("-"))
        {
            var (position, minus) = (token.Start, Current[0] == '-');
            Advance();
            return Expression(Precedence.Unary - 1) is { } operand ? new PolarityNode(position, minus, operand) : null;
        }
        var node = Term();
        while (node is not null && (IsSymbol(".") || IsSymbol("[")))
        {
            node = IsSymbol("[") ? Indexer(node) : Invocation(node);
            if (node is not null && node.Depth > maxDepth) return TooDeep();
        }
        return node;
    }

    private IndexerNode? Indexer(SyntaxNode source)
    {
        var position = token.Start;
        Advance();
        return Expression(0) is { } index && Expect("]") ? new IndexerNode(position, source, index) : null;
    }

    private SyntaxNode? Invocation(SyntaxNode source)
    {
        Advance();
        if (token.Kind != TokenKind.Dollar) return NameOrCall(source);
        // $this after a point is the same thing again.
        var dollar = new DollarNode(token.Start, Current.ToString());
        Advance();
        return dollar.Name == "$this" ? source : Fail($"{dollar.Name} cannot follow a point.");
    }

    private SyntaxNode? NameOrCall(SyntaxNode? source)
    {
        var position = token.Start;
        if (Name() is not { } name) return null;
        if (!IsSymbol("(")) return new MemberNode(position, source, name);
        Advance();
        var arguments = new List<SyntaxNode>();
        while (!IsSymbol(")"))
        {
            if (Expression(0) is not { } argument) return null;
            arguments.Add(name == "sort" ? SortKey(argument) : argument);
            if (IsSymbol(")")) break;
            if (!Expect(",")) return null;
        }
        Advance();
        return new CallNode(position, source, name, arguments);
    }

    private SyntaxNode SortKey(SyntaxNode key)
    {
        if (token.Kind != TokenKind.Name || Current is not ("asc" or "desc")) return key;
        var descending = Current is "desc";
        Advance();
        return new SortKeyNode(key.Position, key, descending);
    }

    private SyntaxNode? Term()
    {
        var position = token.Start;
        switch (token.Kind)
        {
            case TokenKind.Name when Current is "true" or "false" && !FollowedByParenthesis():
                var value = Current is "true";
                Advance();
                return new LiteralNode(position, FhirPathValue.Of(value));
            case TokenKind.Name or TokenKind.QuotedName:
                return NameOrCall(null);
            case TokenKind.Text or TokenKind.Number or TokenKind.Moment:
                return Literal(position);
            case TokenKind.Variable:
                var name = Current[1..] is ['`' or '\'' or '"', ..] quoted ? Literals.Unescape(quoted[1..^1]) : Current[1..].ToString();
                Advance();
                return new VariableNode(position, name);
            case TokenKind.Dollar:
                return Dollar(position);
        }
        if (IsSymbol("("))
        {
            Advance();
            return Expression(0) is { } inner && Expect(")") ? inner : null;
        }
        if (!IsSymbol("{")) return Fail(token.Kind == TokenKind.End ? "Here the expression ends too early." : $"'{Current}' cannot stand here.");
        Advance();
        return Expect("}") ? new EmptyNode(position) : null;
    }

    private SyntaxNode? Dollar(int position)
    {
        var name = Current.ToString();
        if (name is not ("$this" or "$index" or "$total")) return Fail($"{name} is not known; there are $this, $index and $total.");
        Advance();
        return new DollarNode(position, name);
    }

    private SyntaxNode? Literal(int position)
    {
        var kind = token.Kind;
        var written = Current;
        Advance();
        FhirPathValue? value = kind switch
        {
            TokenKind.Text => FhirPathValue.Of(Literals.Unescape(written[1..^1])),
            TokenKind.Moment => Literals.Moment(written[1..]),
            _ => Literals.Number(written),
        };
        if (value is null) return Fail(kind == TokenKind.Moment ? "This is not a date or time." : "The number is beyond what a number holds.", position);
        if (kind != TokenKind.Number || written[^1] == 'L') return new LiteralNode(position, value.Value);
        if (token.Kind is not (TokenKind.Text or TokenKind.Name) || !Literals.TryUnit(Current, token.Kind == TokenKind.Text, out var unit)) return new LiteralNode(position, value.Value);
        Advance();
        return new LiteralNode(position, FhirPathValue.Of(value.Value.AsDecimal() ?? 0, unit));
    }

    private string? Name()
    {
        if (token.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            Fail("A name is missing here.");
            return null;
        }
        var name = token.Kind == TokenKind.Name ? Current.ToString() : Literals.Unescape(Current[1..^1]);
        Advance();
        return name;
    }

    private bool FollowedByParenthesis()
    {
        var ahead = lexer;
        var next = ahead.Next();
        return next.Kind == TokenKind.Symbol && text[next.Start] == '(';
    }

    private bool IsSymbol(string symbol) => token.Kind == TokenKind.Symbol && Current.SequenceEqual(symbol);

    private bool Expect(string symbol)
    {
        if (!IsSymbol(symbol))
        {
            Fail($"'{symbol}' is missing here.");
            return false;
        }
        Advance();
        return true;
    }

    private void Advance()
    {
        previous = token;
        token = lexer.Next();
        fault ??= lexer.Fault;
        // Two literals side by side, as in @T14:34:28Z, are one that is written wrongly.
        if (previous.Kind == TokenKind.Moment && token.Kind is TokenKind.Name or TokenKind.Number && token.Start == previous.Start + previous.Length)
            fault ??= new SyntaxFault(token.Start, "This does not belong to a date or time.");
    }

    private SyntaxNode? Fail(string message, int? position = null)
    {
        fault ??= new SyntaxFault(position ?? token.Start, message);
        return null;
    }

    private SyntaxNode? TooDeep()
    {
        fault ??= new SyntaxFault(token.Start, $"The expression nests deeper than {maxDepth} levels.", "Split it.", IssueType.TooCostly);
        return null;
    }
}
