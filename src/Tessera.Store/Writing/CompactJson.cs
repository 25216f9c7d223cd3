using System.Buffers;

namespace Tessera.Store.Writing;

/// <summary>Copies JSON without the white space between its tokens; strings and numbers keep every byte.</summary>
internal static class CompactJson
{
    private static readonly SearchValues<byte> Stops = SearchValues.Create("\" \t\r\n"u8);

    public static void Copy(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output)
    {
        while (!json.IsEmpty)
        {
            var stop = json.IndexOfAny(Stops);
            if (stop < 0) stop = json.Length;
            else if (json[stop] == '"') stop = EndOfString(json, stop);
            output.Write(json[..stop]);
            json = json[stop..];
            var next = json.IndexOfAnyExcept(" \t\r\n"u8);
            json = next < 0 ? [] : json[next..];
        }
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int quote)
    {
        var at = quote + 1;
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == '"') return at + 1;
            at += 2;
        }
    }
}
