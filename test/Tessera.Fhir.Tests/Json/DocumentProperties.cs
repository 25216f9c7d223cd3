using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Tests.Json;

/// <summary>What holds for every document: reading and writing keeps the bytes that matter, an edit can be taken back, no bytes make it throw.</summary>
public sealed class DocumentProperties
{
    private static readonly NameTable Names = new(["resourceType", "id", "name", "given", "value", "extension", "url"]);

    private static readonly string[] Spaces = ["", "", "", " ", "\n", "\t", "\r\n  "];
    private static readonly string[] Keys = ["resourceType", "id", "name", "_name", "given", "value", "extension", "url", "other", "né", "a\\\"b", "a\\u0062", "a,b", "x:y", "{", ""];
    private static readonly string[] Scalars =
        ["0", "-0", "1.0", "1.00", "1e5", "1E+05", "-12.340", "123456789012345678901234567890", "true", "false", "null", "\"\"", "\"a\"", "\"é\"", "\"a\\nb\"", "\"\\u00e9\\ud83d\\ude00\"", "\"]},{\"", "\"\\\\\""];

    private static Gen<string> Text(int depth)
    {
        var space = Gen.Elements(Spaces);
        var scalar = Gen.Elements(Scalars);
        if (depth == 0) return scalar;
        var item = from before in space from value in Text(depth - 1) from after in space select before + value + after;
        var array = from items in item.ListOf(3) from count in Gen.Choose(0, 3) from gap in space select "[" + (count == 0 ? gap : string.Join(',', items.Take(count))) + "]";
        var member = from before in space from gap in space from value in item select (before, gap, value);
        var @object = from keys in Gen.Shuffle(Keys) from members in member.ListOf(4) from count in Gen.Choose(0, 4) from empty in space
                      select "{" + (count == 0 ? empty : string.Join(',', members.Take(count).Select((one, at) => $"{one.before}\"{keys[at]}\"{one.gap}:{one.value}"))) + "}";
        return Gen.Frequency((1, scalar), (3, array), (4, @object));
    }

    private static Arbitrary<string> Documents => Text(4).ToArbitrary();

    [Fact]
    public void Reading_and_writing_keeps_what_matters() => Prop.ForAll(Documents, text =>
    {
        var written = new StringBuilder();
        Write(FhirDocument.Parse(text, Names).Root, written);
        return written.ToString() == Minified(text);
    }).Check(Seeded.Config.WithMaxTest(2000));

    [Fact]
    public void An_edit_and_its_inverse_give_the_same_document() => Prop.ForAll(Documents, Gen.Choose(0, int.MaxValue).ToArbitrary(), Text(1).ToArbitrary(), (text, choice, value) =>
    {
        var document = FhirDocument.Parse(text, Names);
        var nodes = Enumerable.Range(0, document.NodeCount).Select(index => new FhirNode(document, index)).ToArray();
        var node = nodes[choice % nodes.Length];
        var json = Encoding.UTF8.GetBytes(value);
        var edit = (choice / 7 % 4, node.Kind, node.Index) switch
        {
            (0, JsonKind.Object, _) => DocumentEdit.Add(node, "added", json),
            (1, JsonKind.Array, _) => DocumentEdit.Insert(node, choice % (node.Count + 1), json),
            (2, _, > 0) => DocumentEdit.Remove(node),
            _ => DocumentEdit.Replace(node, json),
        };
        if (!edit.TryApply(out var edited, out var inverse, out var issue)) throw new InvalidOperationException(issue.Message);
        return inverse.TryApply(out var back, out _, out _) && back.Bytes.Span.SequenceEqual(document.Bytes.Span);
    }).Check(Seeded.Config.WithMaxTest(3000));

    [Fact]
    public void No_bytes_make_the_reader_throw() => Prop.ForAll(Documents, Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (text, place, value) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[place % bytes.Length] = (byte)value;
        return FhirDocument.TryParse(bytes, Names, out var document, out var issue) ? document.NodeCount > 0 : issue is { Severity: IssueSeverity.Fatal };
    }).Check(Seeded.Config.WithMaxTest(5000));

    private static void Write(FhirNode node, StringBuilder into)
    {
        if (node.Kind is not (JsonKind.Object or JsonKind.Array))
        {
            into.Append(Encoding.UTF8.GetString(node.Raw));
            return;
        }
        into.Append(node.Kind == JsonKind.Object ? '{' : '[');
        var first = true;
        foreach (var child in node.Children)
        {
            if (!first) into.Append(',');
            first = false;
            if (node.Kind == JsonKind.Object) into.Append('"').Append(child.Name.Replace("\\", "", StringComparison.Ordinal)).Append("\":");
            Write(child, into);
        }
        into.Append(node.Kind == JsonKind.Object ? '}' : ']');
    }

    // The tokens without the spaces between them; names as text, since a document knows them by what they mean.
    private static string Minified(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var result = new StringBuilder();
        var comma = false;
        while (reader.Read())
        {
            var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (comma && !closes) result.Append(',');
            if (reader.TokenType == JsonTokenType.PropertyName) result.Append('"').Append(reader.ValueIsEscaped ? Unknown(ref reader) : reader.GetString()).Append("\":");
            else if (reader.TokenType == JsonTokenType.String) result.Append('"').Append(Encoding.UTF8.GetString(reader.ValueSpan)).Append('"');
            else result.Append(Encoding.UTF8.GetString(reader.ValueSpan));
            comma = !opens && reader.TokenType != JsonTokenType.PropertyName;
        }
        return result.ToString();
    }

    // Outside of the vocabulary a name stays as it was written.
    private static string Unknown(ref Utf8JsonReader reader) => Encoding.UTF8.GetString(reader.ValueSpan).Replace("\\", "", StringComparison.Ordinal);
}
