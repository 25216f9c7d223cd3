using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Operations.Steps;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Syntax;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Turns a parsed expression into operations, with the types checked that are known before it runs.</summary>
internal sealed partial class Compiler(PathSchema schema, FhirPathOptions options)
{
    private Scope scope = new(StaticType.Unknown, null);
    private int slots;

    /// <summary>Whether the expression asks for <c>%resource</c>, <c>%rootResource</c> or <c>%context</c>.</summary>
    public bool UsesEnvironment { get; private set; }

    public PathSchema Schema => schema;

    public FhirPathOptions Options => options;

    /// <summary>Compiles a whole expression, or says why not.</summary>
    public Compiled? Compile(SyntaxNode root, StaticType context, out SyntaxFault? fault)
    {
        scope = new Scope(context, null);
        fault = null;
        try
        {
            return Compile(root);
        }
        catch (CompilationFault failure)
        {
            fault = failure.Fault;
            return null;
        }
    }

    public Compiled Compile(SyntaxNode node) => node switch
    {
        LiteralNode literal => new(new LiteralOperation(literal.Value), StaticType.Of(literal.Value.Kind)),
        EmptyNode => new(new EmptyOperation(), StaticType.Empty),
        DollarNode dollar => Dollar(dollar),
        VariableNode variable => Variable(variable),
        MemberNode member => Member(member),
        CallNode call => Call(call),
        IndexerNode indexer => Indexer(indexer),
        PolarityNode polarity => Polarity(polarity),
        OperatorNode binary => Operator(binary),
        TypeNode type => TypeOperator(type.Position, Compile(type.Operand), type.Operand, TypeNamed(type.TypeName, type.Position), type.IsAs),
        SortKeyNode key => throw Fault(key.Position, "A direction belongs to the keys of sort() only."),
        _ => throw new InvalidOperationException($"no rule for {node.GetType().Name}"),
    };

    /// <summary>Compiles an argument whose <c>$this</c> is an item of the source; what it defines stays inside.</summary>
    public Compiled Lambda(SyntaxNode node, StaticType item)
    {
        var outer = scope;
        scope = scope with { This = item with { IsSingle = true, IsUnordered = false } };
        var compiled = Compile(node);
        scope = outer;
        return compiled;
    }

    /// <summary>Compiles an argument in the scope of the whole; what it defines stays inside.</summary>
    public Compiled Argument(SyntaxNode node)
    {
        var outer = scope;
        var compiled = Compile(node);
        scope = outer;
        return compiled;
    }

    /// <summary>Makes a variable known to what follows.</summary>
    public int Define(string name, StaticType type, int position)
    {
        if (scope.Find(name) is not null || IsStandardVariable(name)) throw Fault(position, $"The variable %{name} is defined already.");
        scope = scope with { Variables = new Scope.Variable(name, slots, type, scope.Variables) };
        return slots++;
    }

    public static Compiled Append(Compiled source, Step step, StaticType type)
    {
        switch (source.Operation)
        {
            case ThisOperation:
                return new(new PathOperation(null, step), type);
            case PathOperation path:
                path.Append(step);
                return new(path, type);
            default:
                return new(new PathOperation(source.Operation, step), type);
        }
    }

    public Compiled This() => new(new ThisOperation(), scope.This);

    public static CompilationFault Fault(int position, string message, string? fix = null) => new(new SyntaxFault(position, message, fix));

    private Compiled Dollar(DollarNode dollar) => dollar.Name switch
    {
        "$this" => This(),
        "$index" => new(new IndexOperation(), StaticType.Integer),
        _ => new(new TotalOperation(), StaticType.Unknown),
    };

    private static bool IsStandardVariable(string name) =>
        name is "resource" or "rootResource" or "context" or "ucum" or "sct" or "loinc" ||
        name.StartsWith("vs-", StringComparison.Ordinal) || name.StartsWith("ext-", StringComparison.Ordinal);

    // https://hl7.org/fhir/R4/fhirpath.html#vars
    private Compiled Variable(VariableNode variable)
    {
        if (scope.Find(variable.Name) is { } defined) return new(new DefinedOperation(defined.Slot), defined.Type with { IsSingle = false });
        var constant = variable.Name switch
        {
            "ucum" => "http://unitsofmeasure.org",
            "sct" => "http://snomed.info/sct",
            "loinc" => "http://loinc.org",
            _ when variable.Name.StartsWith("vs-", StringComparison.Ordinal) => "http://hl7.org/fhir/ValueSet/" + variable.Name[3..],
            _ when variable.Name.StartsWith("ext-", StringComparison.Ordinal) => "http://hl7.org/fhir/StructureDefinition/" + variable.Name[4..],
            _ => null,
        };
        if (constant is not null) return new(new LiteralOperation(FhirPathValue.Of(constant)), StaticType.Text);
        UsesEnvironment = true;
        if (IsStandardVariable(variable.Name)) return new(new EnvironmentOperation(variable.Name), StaticType.Unknown with { IsSingle = true });
        return new(new ExternalOperation(variable.Name), StaticType.Unknown);
    }

    private Compiled Indexer(IndexerNode indexer)
    {
        var source = Compile(indexer.Source);
        CheckOrder(source, indexer.Position, "An index");
        var index = Argument(indexer.Index);
        if (index.Type.Converted is not (FhirPathValueKind.None or FhirPathValueKind.Integer or FhirPathValueKind.Long)) throw Fault(indexer.Position, "An index is an integer.");
        return new(new Functions.IndexerOperation(source.Operation, index.Operation), source.Type with { IsSingle = true });
    }

    private Compiled Polarity(PolarityNode polarity)
    {
        var operand = Compile(polarity.Operand);
        if (operand.Operation is LiteralOperation literal && SystemValues.TryNumber(literal.Value, out _) && polarity.IsMinus)
        {
            var negative = literal.Value.Kind switch
            {
                FhirPathValueKind.Integer => FhirPathValue.Of(-(int)literal.Value.Data.First),
                FhirPathValueKind.Long => FhirPathValue.OfLong(-literal.Value.Data.First),
                _ => FhirPathValue.Of(-literal.Value.Data.Decimal),
            };
            return new(new LiteralOperation(negative), operand.Type);
        }
        return polarity.IsMinus ? new(new NegateOperation(operand.Operation), operand.Type) : operand;
    }

    /// <summary>With <see cref="FhirPathOptions.CheckOrder"/>: refuses what depends on an order that is not there.</summary>
    public void CheckOrder(Compiled source, int position, string what)
    {
        if (options.CheckOrder && source.Type.IsUnordered) throw Fault(position, $"{what} depends on the order of values that have none.");
    }
}
