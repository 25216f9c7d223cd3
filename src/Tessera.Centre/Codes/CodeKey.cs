using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Centre.Codes;

/// <summary>A local code or text as it stands in an element of a source's records.</summary>
/// <param name="Source">Id of the source; empty for what came over the FHIR API.</param>
/// <param name="Profile">Canonical URL of the profile, or of the resource type's own definition.</param>
/// <param name="Path">The element, such as <c>Condition.code</c>.</param>
/// <param name="System">The code's system; empty for texts and for codes without a system.</param>
/// <param name="Value">The code or text as it is written. May hold patient data where people write freely: never for logs.</param>
public sealed record CodeKey(string Source, string Profile, string Path, string System, string Value)
{
    private const char Separator = '\u001F';

    /// <summary>The form in which values are compared: texts without case and surplus spaces, codes as they are.</summary>
    public string ValueKey => System.Length == 0 ? CodeText.Fold(Value) : Value;

    /// <summary>Where a map for it holds.</summary>
    public CodeScope Scope => new(Profile, Path, System, System.Length == 0 ? Source : "");

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
