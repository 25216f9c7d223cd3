using System.Text;

namespace Tessera.Conformance.Mcode;

/// <summary>Inputs that are too deep, too long, too wide or against the rules, by what they are.</summary>
internal static class HostileInputs
{
    private const string Extension = ",\"extension\":[{\"url\":\"http://example.org/x\"";
    private const string Observation = """{"resourceType":"Observation","status":"final","code":""";

    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>(StringComparer.Ordinal)
    {
        ["arrays 10,000 deep"] = () => Patient("\"name\":", Times("[", 10_000), Times("]", 10_000)),
        ["extensions 10,000 deep"] = () => Patient("\"active\":true", Times(Extension, 10_000), Times("}]", 10_000)),
        ["extensions as deep as documents may be"] = () => Patient("\"active\":true", Times(Extension, 30), Times("}]", 30)),
        ["a text of 10 MB"] = () => Patient("\"id\":\"", Times("a", 10_000_000), "\""),
        ["a narrative of 10 MB"] = () => Patient("\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">", Times("<b>a</b>&amp;", 800_000), "<x/></div>\"}"),
        ["a property name of 10 MB"] = () => Patient("\"", Times("a", 10_000_000), "\":1"),
        ["a number of a million digits"] = () => Utf8(Observation, "{\"text\":\"x\"},\"valueQuantity\":{\"value\":", Times("9", 1_000_000), "}}"),
        ["a number with a huge exponent"] = () => Utf8(Observation, "{\"text\":\"x\"},\"valueQuantity\":{\"value\":1e999999999}}"),
        ["a million unknown properties"] = () => Patient(Each(1_000_000, i => $"\"x{i}\":1")),
        ["a list of a million nulls"] = () => Patient("\"name\":[", Each(1_000_000, _ => "null"), "]"),
        ["200,000 contained resources with the same id"] = () => Patient("\"contained\":[", Each(200_000, _ => Basic("a")), "]"),
        ["20,000 references to contained resources"] = () => Utf8(
            """{"resourceType":"List","status":"current","mode":"working","contained":[""", Each(20_000, i => Basic($"a{i}")), "],\"entry\":[", Each(20_000, i => Reference($"#a{i}")), "]}"),
        ["bundles in bundles"] = () => Utf8(Times("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":", 15), "{\"resourceType\":\"Patient\",\"gender\":\"x\"}", Times("}]}", 15)),
        ["100,000 systems for one code"] = () => Utf8(Observation, "{\"coding\":[", Each(100_000, i => "{\"system\":\"http://example.org/" + i + "\",\"code\":\"a\"}"), "]}}"),
        ["100,000 claimed profiles"] = () => Patient("\"meta\":{\"profile\":[", Each(100_000, i => $"\"http://example.org/{i}\""), "]}"),
        ["bytes that are not UTF-8"] = () => [.. "{\"resourceType\":\"Patient\",\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        ["a lone surrogate"] = () => Patient("\"id\":\"\\ud800\""),
        ["nothing"] = () => [],
    };

    private static string Basic(string id) => "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"id\":\"" + id + "\"}";

    private static string Reference(string to) => "{\"item\":{\"reference\":\"" + to + "\"}}";

    private static byte[] Patient(params string[] parts) => Utf8(["{\"resourceType\":\"Patient\",", .. parts, "}"]);

    private static byte[] Utf8(params string[] parts) => Encoding.UTF8.GetBytes(string.Concat(parts));

    private static string Each(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Times(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
