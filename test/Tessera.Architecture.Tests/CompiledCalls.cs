using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tessera.Architecture;

/// <summary>Every call that an assembly's methods make, read from its IL: exact where a search in source text would guess.</summary>
internal static class CompiledCalls
{
    private static readonly Dictionary<int, OpCode> OpCodeTable = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>Pairs of place (<c>Project: Namespace.Type.Method</c>) and call (<c>Namespace.Type.Member(Parameters)</c>).</summary>
    public static IReadOnlyList<(string Place, string Call)> Read(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        var project = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        var calls = new List<(string, string)>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            var place = $"{project}: {TypeNames.Instance.GetTypeFromDefinition(metadata, method.GetDeclaringType(), 0)}.{metadata.GetString(method.Name)}";
            foreach (var token in Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
                if (Describe(metadata, token) is { } call) calls.Add((place, call));
        }

        return calls;
    }

    private static List<EntityHandle> Tokens(BlobReader il)
    {
        var found = new List<EntityHandle>();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            if (value == 0xFE) value = 0xFE00 | il.ReadByte();
            var operand = OpCodeTable[value].OperandType;
            if (operand is OperandType.InlineMethod) found.Add((EntityHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(il.ReadInt32()));
            else il.Offset += operand == OperandType.InlineSwitch ? SwitchSize(il) : Size(operand);
        }

        return found;
    }

    // ECMA-335 III.3.66: a count, then that many four-byte targets.
    private static int SwitchSize(BlobReader il) => 4 + (4 * il.ReadInt32());

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static string? Describe(MetadataReader metadata, EntityHandle token)
    {
        if (token.Kind == HandleKind.MethodSpecification) token = metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method;
        if (token.Kind != HandleKind.MemberReference) return null;   // a method of the same assembly
        var member = metadata.GetMemberReference((MemberReferenceHandle)token);
        var type = TypeNames.Instance.Name(metadata, member.Parent);
        ImmutableArray<string> parameters = member.DecodeMethodSignature(TypeNames.Instance, null).ParameterTypes;
        return $"{type}.{metadata.GetString(member.Name)}({string.Join(", ", parameters)})";
    }
}
