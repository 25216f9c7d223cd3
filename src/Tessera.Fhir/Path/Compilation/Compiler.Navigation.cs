using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Operations.Steps;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

internal sealed partial class Compiler
{
    private Compiled Member(MemberNode member)
    {
        if (member.Source is not null) return Navigate(Compile(member.Source), member);
        if (RootType(member) is { } root) return root;
        return Navigate(This(), member);
    }

    // An expression may begin with the name of the type that it starts from: http://hl7.org/fhirpath/N1/#path-selection
    private Compiled? RootType(MemberNode member)
    {
        if (member.Name.Length == 0 || !char.IsAsciiLetterUpper(member.Name[0]) || schema.Find(member.Name) is not { } type) return null;
        var context = scope.This;
        if (context.IsUnknown || context.Types.Any(known => known.IsOpen)) return Append(This(), new RootTypeStep(type), StaticType.Of(type, true));
        if (context.Types.Any(known => known.Is(type))) return Append(This(), new RootTypeStep(type), context);
        if (options.Strict) throw Fault(member.Position, $"The expression starts from {type.Name}, but its context is {string.Join(" or ", context.Types.Select(known => known.Name))}.");
        // Search parameters for several types name them all; here this branch has no values.
        return new(new PathOperation(new EmptyOperation(), new RootTypeStep(type)), StaticType.Of(type, true));
    }

    private Compiled Navigate(Compiled source, MemberNode member)
    {
        var target = source.Type.Types.Count == 1 && !source.Type.IsUnknown ? source.Type.Types[0].Target(member.Name) : null;
        return Append(source, new NavigationStep(member.Name, target), MemberType(source.Type, member));
    }

    private StaticType MemberType(StaticType source, MemberNode member)
    {
        if (source.IsUnknown || source.IsEmpty) return StaticType.Unknown with { IsUnordered = source.IsUnordered };
        if (source.System != FhirPathValueKind.None) return SystemMember(source, member);
        var types = new List<PathType>();
        var (single, open) = (source.IsSingle, false);
        foreach (var type in source.Types)
        {
            var found = type.Target(member.Name).Options;
            if (found is [{ Definition: null }] || (found.Length == 0 && type.IsOpen)) open = true;
            else foreach (var option in found)
            {
                single &= !option.IsCollection;
                if (!types.Contains(option.Type)) types.Add(option.Type);
            }
        }
        if (open) return StaticType.Unknown with { IsUnordered = source.IsUnordered };
        if (types.Count == 0) return options.AllowUnknown ? StaticType.Unknown : throw NoSuchElement(source, member);
        return new StaticType { Types = types, IsSingle = single, IsUnordered = source.IsUnordered };
    }

    private static CompilationFault NoSuchElement(StaticType source, MemberNode member)
    {
        var owner = string.Join(" or ", source.Types.Select(type => type.Name).Take(5));
        foreach (var type in source.Types)
            foreach (var property in type.Definition?.Properties ?? [])
                if (property.IsChoice && property.JsonName == member.Name)
                    return Fault(member.Position, $"{owner} has no element '{member.Name}'.", $"Write '{property.ElementName}' or '{property.ElementName}.ofType({property.TypeName})'.");
        return Fault(member.Position, $"{owner} has no element '{member.Name}'.");
    }

    private static StaticType SystemMember(StaticType source, MemberNode member) => (source.System, member.Name) switch
    {
        (FhirPathValueKind.Quantity, "value") => StaticType.Of(FhirPathValueKind.Decimal, source.IsSingle),
        (FhirPathValueKind.Quantity, "unit" or "code") or (FhirPathValueKind.TypeInfo, "namespace" or "name") => StaticType.Of(FhirPathValueKind.String, source.IsSingle),
        _ => throw Fault(member.Position, $"A System.{source.System} has no element '{member.Name}'."),
    };

    /// <summary>A type as expressions name it: with or without <c>FHIR.</c> or <c>System.</c>.</summary>
    public TypeTest TypeNamed(string name, int position)
    {
        var isSystem = name.StartsWith("System.", StringComparison.Ordinal);
        var bare = isSystem ? name[7..] : name.StartsWith("FHIR.", StringComparison.Ordinal) ? name[5..] : name;
        var kind = bare switch
        {
            "Boolean" or "Integer" or "Long" or "Decimal" or "String" or "Date" or "DateTime" or "Time" or "Quantity" => Enum.Parse<FhirPathValueKind>(bare),
            _ => FhirPathValueKind.None,
        };
        if (isSystem) return new TypeTest(null, kind); // System.Patient is nothing's type
        var fhir = schema.Find(bare);
        if (fhir is null && (kind == FhirPathValueKind.None || bare.Length != name.Length) && !options.AllowUnknown) throw Fault(position, $"There is no type '{name}'.");
        return new TypeTest(fhir, bare.Length == name.Length ? kind : FhirPathValueKind.None);
    }

    /// <summary>A type written as an argument.</summary>
    public TypeTest TypeArgument(SyntaxNode node) => TypeNamed(TypeText(node) ?? throw Fault(node.Position, "The name of a type is needed here."), node.Position);

    private static string? TypeText(SyntaxNode node) => node switch
    {
        MemberNode { Source: null } member => member.Name,
        MemberNode { Source: { } source } member when TypeText(source) is { } before => before + "." + member.Name,
        // Some older invariants write is('Patient').
        LiteralNode { Value.Kind: FhirPathValueKind.String } literal => literal.Value.ToString(),
        _ => null,
    };

    public Compiled TypeOperator(int position, Compiled source, SyntaxNode? sourceNode, TypeTest test, bool isAs)
    {
        if (!isAs) return Is(source, sourceNode, test);
        var type = Selected(source.Type, test);
        return options.Strict ? new(new AsOperation(source.Operation, test), type with { IsSingle = true }) : Append(source, new TypeFilterStep(test), type);
    }

    private Compiled Is(Compiled source, SyntaxNode? sourceNode, TypeTest test)
    {
        if (sourceNode is CallNode { Name: "resolve", Arguments.Count: 0 } resolve)
        {
            var reference = resolve.Source is null ? This() : Compile(resolve.Source);
            return new(new ResolveIsOperation(reference.Operation, test), StaticType.Boolean);
        }
        return new(new IsOperation(source.Operation, test), StaticType.Boolean);
    }

    public static StaticType Selected(StaticType source, TypeTest test)
    {
        if (test.Fhir is { } fhir && (test.System == FhirPathValueKind.None || source.Types.Count > 0)) return StaticType.Of(fhir, source.IsSingle) with { IsUnordered = source.IsUnordered };
        if (test.System != FhirPathValueKind.None && test.Fhir is null) return StaticType.Of(test.System, source.IsSingle);
        return StaticType.Unknown;
    }
}
