using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Json;
using Tessera.Fhir.Patching;

namespace Tessera.Fhir.Tests.Patching;

/// <summary>RFC 6902, and that it agrees with another way of doing the same.</summary>
public sealed class JsonPatchTests(BuiltInDefinitions fixture)
{
    private const string Start = """{"resourceType":"Patient","id":"a","active":true,"name":[{"family":"Doe","given":["J","A"]}],"telecom":[{"value":"1"},{"value":"2"}]}""";

    private static readonly string[] Places =
        ["/active", "/name", "/name/0", "/name/0/family", "/name/0/given/0", "/name/0/given/1", "/name/0/given/-", "/telecom/0", "/telecom/1", "/telecom/-", "/birthDate", "/contact/0", "/name/1"];

    private static readonly string[] Values = ["\"x\"", "true", "1.10", """{"text":"t"}""", """["p","q"]"""];

    [Theory]
    [InlineData("""[{"op":"test","path":"/telecom","value":[{"value":"1"},{"value":"2"}]}]""", true)]
    [InlineData("""[{"op":"test","path":"/telecom/0/value","value":1}]""", false)]
    [InlineData("""[{"op":"remove","path":"/telecom/2"}]""", false)]
    [InlineData("""[{"op":"remove","path":"/telecom/01"}]""", false)]
    [InlineData("""[{"op":"add","path":"/a/b","value":1}]""", false)]
    [InlineData("""[{"op":"move","from":"/name","path":"/name/0/text"}]""", false)]
    [InlineData("""[{"op":"remove","path":""}]""", false)]
    public void What_the_RFC_says_of_single_operations_holds(string patch, bool possible) => Assert.Equal(possible, Apply(Start, patch) is not null);

    [Theory]
    [InlineData("/a~1b", "a/b")]
    [InlineData("/m~0n", "m~n")]
    [InlineData("/~01", "~1")]
    public void Slashes_and_tildes_of_names_are_escaped(string pointer, string name) =>
        Assert.Contains($"\"{name}\":1", Apply(Start, $$"""[{"op":"add","path":"{{pointer}}","value":1}]"""), StringComparison.Ordinal);

    [Fact]
    public void Decimals_keep_their_digits() => Assert.Contains("1.10", Apply(Start, """[{"op":"add","path":"/x","value":1.10}]"""), StringComparison.Ordinal);

    [Fact]
    public void Random_patches_do_what_the_same_steps_on_a_tree_do() => Prop.ForAll(
        Gen.Elements("add", "remove", "replace").SelectMany(op => Gen.Elements(Places).SelectMany(path => Gen.Elements(Values).Select(value => (op, path, value)))).ListOf().ToArbitrary(),
        operations =>
        {
            var patch = "[" + string.Join(',', operations.Select(one => $$"""{"op":"{{one.op}}","path":"{{one.path}}","value":{{one.value}}}""")) + "]";
            var expected = Oracle(operations);
            return JsonNode.DeepEquals(expected, Apply(Start, patch) is { } text ? JsonNode.Parse(text) : null);
        }).Check(Seeded.Config.WithMaxTest(2000).WithEndSize(8));

    private string? Apply(string json, string patch)
    {
        Assert.True(JsonPatch.TryRead(FhirDocument.Parse(patch, fixture.Definitions.Names), out var read, out var issue), issue?.Message);
        return read.TryApply(FhirDocument.Parse(json, fixture.Definitions.Names), DocumentLimits.Default, out var patched, out _) ? Encoding.UTF8.GetString(patched.Bytes.Span) : null;
    }

    private static JsonNode? Oracle(IEnumerable<(string Op, string Path, string Value)> operations)
    {
        var root = JsonNode.Parse(Start)!;
        foreach (var (op, path, value) in operations)
            if (!Step(root, op, path.Split('/')[1..], JsonNode.Parse(value)!)) return null;
        while (Prune(root))
        {
        }

        return root;
    }

    private static bool Step(JsonNode root, string op, string[] path, JsonNode value)
    {
        JsonNode? parent = root;
        for (var i = 0; i < path.Length - 1; i++)
        {
            parent = parent is JsonObject inner ? inner[path[i]] : parent is JsonArray list && int.TryParse(path[i], out var at) && at < list.Count ? list[at] : null;
            // A list that FHIR would leave out when empty is there for its first item.
            if (parent is null && op == "add" && i == path.Length - 2 && path[^1] is "0" or "-" && Ancestor(root, path[..i]) is JsonObject owner && !owner.ContainsKey(path[i]))
                owner[path[i]] = parent = new JsonArray();
            if (parent is null) return false;
        }

        var last = path[^1];
        switch (parent)
        {
            case JsonObject owner:
                if (op != "add" && !owner.ContainsKey(last)) return false;
                if (op == "remove") owner.Remove(last);
                else owner[last] = value;
                return true;
            case JsonArray list:
                var index = last == "-" ? op == "add" ? list.Count : -1 : int.TryParse(last, out var number) ? number : -1;
                if (index < 0 || index > list.Count - (op == "add" ? 0 : 1)) return false;
                if (op != "add") list.RemoveAt(index);
                if (op != "remove") list.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? Ancestor(JsonNode root, string[] path)
    {
        JsonNode? node = root;
        foreach (var step in path) node = node is JsonObject inner ? inner[step] : node is JsonArray list && int.TryParse(step, out var at) && at < list.Count ? list[at] : null;
        return node;
    }

    private static bool Prune(JsonNode node)
    {
        foreach (var (child, remove) in Children(node))
        {
            if (child is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                remove();
                return true;
            }

            if (child is not null && Prune(child)) return true;
        }

        return false;
    }

    private static List<(JsonNode? Child, Action Remove)> Children(JsonNode node) => node switch
    {
        JsonObject owner => [.. owner.Select(pair => (pair.Value, (Action)(() => owner.Remove(pair.Key))))],
        JsonArray list => [.. list.Select((child, at) => (child, (Action)(() => list.RemoveAt(at))))],
        _ => [],
    };
}
