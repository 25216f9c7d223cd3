using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Centre.Codes;

/// <summary>A local code or text as it stands in an element of records: a code of a system is one and the same whoever sends it, a text is its source's.</summary>
/// <param name="Source">Id of the source of a text; empty for what came over the FHIR API, and for codes of a system.</param>
/// <param name="Profile">Canonical URL of the profile, or of the resource type's own definition.</param>
/// <param name="Path">The element, such as <c>Condition.code</c>.</param>
/// <param name="System">The code's system; empty for texts and for codes without a system.</param>
/// <param name="Value">The code or text as it is written. May hold patient data where people write freely: never for logs.</param>
public sealed record CodeKey(string Source, string Profile, string Path, string System, string Value)
{
    private const char Separator = '\u001F';

    /// <summary>Id of the source of a text; empty for what came over the FHIR API, and for codes of a system.</summary>
    public string Source { get; } = System.Length == 0 ? Source : "";

    /// <summary>The form in which values are compared: texts without case and surplus spaces, codes as they are.</summary>
    public string ValueKey => System.Length == 0 ? CodeText.Fold(Value) : Value;

    /// <summary>Where a map for it holds.</summary>
    public CodeScope Scope => new(Profile, Path, System, Source);

    /// <summary>How it is named in commands and addresses: says nothing of the value.</summary>
    public string Reference => Id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A number that is the same whenever the list is made again.</summary>
    public long Id
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(Separator, Source, Profile, Path, System, ValueKey)));
            return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
        }
    }
}
