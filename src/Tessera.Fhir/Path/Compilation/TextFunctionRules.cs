using System.Text;
using Tessera.Fhir.Path.Functions;
using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Functions on text.</summary>
internal static class TextFunctionRules
{
    public static readonly Dictionary<string, FunctionRule> Rules = new(StringComparer.Ordinal)
    {
        ["startsWith"] = Test(TextTest.StartsWith),
        ["endsWith"] = Test(TextTest.EndsWith),
        ["contains"] = Test(TextTest.Contains),
        ["indexOf"] = Rule(1, 1, (c, call, source) => new(new IndexOfOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, false), StaticType.Integer)),
        ["lastIndexOf"] = Rule(1, 1, (c, call, source) => new(new IndexOfOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, true), StaticType.Integer)),
        ["length"] = Rule(0, 0, (_, _, source) => new(new LengthOperation(source.Operation), StaticType.Integer)),
        ["substring"] = Rule(1, 2, (c, call, source) => new(new SubstringOperation(
            source.Operation, c.Argument(call.Arguments[0]).Operation, call.Arguments.Count > 1 ? c.Argument(call.Arguments[1]).Operation : null), StaticType.Text)),
        ["upper"] = Map(text => [TextMaps.Upper(text)]),
        ["lower"] = Map(text => [TextMaps.Lower(text)]),
        ["trim"] = Map(text => [TextMaps.Trim(text)]),
        ["toChars"] = Map(TextMaps.Characters, single: false),
        ["split"] = Pair(TextMaps.Split, single: false),
        ["encode"] = Pair((text, format) => One(TextMaps.Encode(text, Encoding.UTF8.GetString(format)))),
        ["decode"] = Pair((text, format) => One(TextMaps.Decode(text, Encoding.UTF8.GetString(format)))),
        ["escape"] = Pair((text, target) => One(TextMaps.Escape(text, Encoding.UTF8.GetString(target)))),
        ["unescape"] = Pair((text, target) => One(TextMaps.Unescape(text, Encoding.UTF8.GetString(target)))),
        ["replace"] = Rule(2, 2, (c, call, source) => new(new ReplaceOperation(
            source.Operation, c.Argument(call.Arguments[0]).Operation, c.Argument(call.Arguments[1]).Operation), StaticType.Text)),
        ["matches"] = Rule(1, 2, (c, call, source) => Matches(c, call, source, false)),
        ["matchesFull"] = Rule(1, 2, (c, call, source) => Matches(c, call, source, true)),
        ["replaceMatches"] = Rule(2, 3, ReplaceMatches),
        ["join"] = new(0, 1, (c, call, source) => new(
            new JoinOperation(source.Operation, call.Arguments.Count > 0 ? c.Argument(call.Arguments[0]).Operation : null), StaticType.Text)) { NeedsOrder = true },
    };

    private static FunctionRule Rule(int fewest, int most, Func<Compiler, CallNode, Compiled, Compiled> compile) => new(fewest, most, (compiler, call, source) =>
    {
        Compiler.NeedText(call, source);
        return compile(compiler, call, source);
    });

    private static FunctionRule Test(TextTest test) =>
        Rule(1, 1, (c, call, source) => new(new TextTestOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, test), StaticType.Boolean));

    private static FunctionRule Map(Func<byte[], IEnumerable<byte[]>> map, bool single = true) =>
        Rule(0, 0, (_, _, source) => new(new TextMapOperation(source.Operation, map), StaticType.Of(FhirPathValueKind.String, single)));

    private static FunctionRule Pair(Func<byte[], byte[], IEnumerable<byte[]>?> map, bool single = true) => Rule(1, 1, (c, call, source) =>
        new(new TextPairOperation(source.Operation, c.Argument(call.Arguments[0]).Operation, map), StaticType.Of(FhirPathValueKind.String, single)));

    private static IEnumerable<byte[]>? One(byte[]? text) => text is null ? null : [text];

    private static Compiled Matches(Compiler compiler, CallNode call, Compiled source, bool whole) =>
        new(new MatchesOperation(source.Operation, new PathPattern(compiler.Argument(call.Arguments[0]).Operation, whole)), StaticType.Boolean);

    private static Compiled ReplaceMatches(Compiler compiler, CallNode call, Compiled source)
    {
        var pattern = compiler.Argument(call.Arguments[0]).Operation;
        return new(new ReplaceMatchesOperation(source.Operation, pattern, new PathPattern(pattern, false), compiler.Argument(call.Arguments[1]).Operation), StaticType.Text);
    }
}
