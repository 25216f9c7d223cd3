using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>What the loaded definitions know of the system of a coding.</summary>
internal sealed class KnownSystem
{
    public KnownSystem(byte[] utf8, string url, FhirDefinitions definitions)
    {
        Url = url;
        IsAbsolute = Uris.IsAbsolute(utf8);
        Loaded = definitions.FindCodeSystem(url);
        Rule = Loaded is null ? CodeRule.For(url) : null;
        versions = definitions.FindCodeSystems(url);
        version = Encoding.UTF8.GetBytes(Loaded?.Version ?? "");
        Unchecked = Rule is not null ? $"Whether the code is one of {url} was not checked: it is written in a way that cannot be read here."
            : Loaded is null ? $"Whether the code is one of {url} was not checked: the code system is not loaded."
            : $"Whether the code is one of {url} was not checked: only a part of the code system is loaded.";
        IsValueSet = Loaded is null && Rule is null && definitions.FindValueSet(url) is not null;
    }

    private readonly byte[] version;
    private readonly IReadOnlyList<CodeSystem> versions;

    public string Url { get; }

    /// <summary>Whether the URL is absolute, as that of every code system is.</summary>
    public bool IsAbsolute { get; }

    /// <summary>The code system as far as it is loaded, or null.</summary>
    public CodeSystem? Loaded { get; }

    /// <summary>The rule that makes its codes, or null.</summary>
    public CodeRule? Rule { get; }

    /// <summary>Whether this is the URL of a value set and of no code system.</summary>
    public bool IsValueSet { get; }

    /// <summary>What to say of a code that nobody here can check.</summary>
    public string Unchecked { get; }

    /// <summary>Whether a coding of this version is of another than the one that is loaded.</summary>
    public bool IsOtherVersion(ReadOnlySpan<byte> wanted) => Loaded is not null && !wanted.SequenceEqual(version);

    // HL7's table 0203 has codes such as NNxxx: NN and the letters of a country.
    private bool IsTemplate(ReadOnlySpan<byte> code)
    {
        if (code.Length is < 4 or > 64) return false;
        Span<byte> template = stackalloc byte[code.Length];
        code.CopyTo(template);
        template[^3..].Fill((byte)'x');
        return Loaded!.Contains(template);
    }

    /// <summary>Whether a code is one of the system's, in any version that is loaded: R4 has <c>Serious</c> where HL7's terminology of
    /// today has <c>serious</c>, and a coding that names no version may mean either.</summary>
    public Membership Contains(ReadOnlySpan<byte> code)
    {
        if (Rule is not null) return Rule.Test(code);
        if (Loaded is null) return Membership.Unknown;
        // Packages bring different versions, and a coding rarely says which it means: a code of any of them is one.
        for (var i = 0; i < versions.Count; i++)
            if (versions[i].Contains(code)) return Membership.Member;
        if (IsTemplate(code)) return Membership.Unknown;
        return Loaded is { IsComplete: true, IsInPlaceOfAnother: false } ? Membership.NotMember : Membership.Unknown;
    }
}
