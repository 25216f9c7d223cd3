using System.Buffers;

namespace Tessera.Web.Fhir.Answers;

/// <summary>Lays JSON out for reading. Only white space changes: every string and number keeps its bytes.</summary>
internal static class PrettyJson
{
    public static ReadOnlyMemory<byte> Format(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length * 2);
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            var next = json[i];
            switch (next)
            {
                case (byte)'"':
                    var length = StringLength(json[i..]);
                    output.Write(json.Slice(i, length));
                    i += length - 1;
                    break;
                case (byte)'{' or (byte)'[':
                    Put(output, next);
                    if (IsEmpty(json, i, out var close))
                    {
                        Put(output, json[close]);
                        i = close;
                    }
                    else NewLine(output, ++depth);
                    break;
                case (byte)'}' or (byte)']':
                    NewLine(output, --depth);
                    Put(output, next);
                    break;
                case (byte)',':
                    Put(output, next);
                    NewLine(output, depth);
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    break;
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    break;
                default:
                    Put(output, next);
                    break;
            }
        }

        return output.WrittenMemory;
    }

    private static int StringLength(ReadOnlySpan<byte> text)
    {
        var end = 1;
        while (text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        return end + 1;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> json, int open, out int close)
    {
        close = open + 1;
        while (json[close] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') close++;
        return json[close] is (byte)'}' or (byte)']';
    }

    private static void Put(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static void NewLine(ArrayBufferWriter<byte> output, int depth)
    {
        var span = output.GetSpan(1 + (depth * 2))[..(1 + (depth * 2))];
        span.Fill((byte)' ');
        span[0] = (byte)'\n';
        output.Advance(span.Length);
    }
}
