using System.Text;
using System.Text.Json;

namespace Tessera.Fhir.Json;

/// <summary>The names of one object that are outside of the vocabulary, to find those that stand twice. Most are told apart by a hash of their
/// bytes with a secret of the process; only equal hashes are looked at as text.</summary>
internal sealed class UnknownNames
{
    private readonly Dictionary<int, (int Start, int Length)> first = [];
    private HashSet<string>? others;

    /// <summary>Adds a name as it stands in the document; false when it is there already.</summary>
    public bool Add(int start, int length, ReadOnlySpan<byte> bytes)
    {
        var raw = bytes.Slice(start, length);
        var hash = new HashCode();
        hash.AddBytes(raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(Plain(raw)) : raw);
        var key = hash.ToHashCode();
        if (first.TryAdd(key, (start, length))) return true;
        var text = Plain(raw);
        var (otherStart, otherLength) = first[key];
        return Plain(bytes.Slice(otherStart, otherLength)) != text && (others ??= new(StringComparer.Ordinal)).Add(text);
    }

    /// <summary>The text of a name without JSON's escapes.</summary>
    public static string Plain(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\')) return Encoding.UTF8.GetString(raw);
        var quoted = new Utf8JsonReader([.. "\""u8, .. raw, .. "\""u8]);
        quoted.Read();
        return quoted.GetString()!;
    }
}
