namespace Tessera.Centre.Vanishing;

/// <summary>What becomes of resources whose record a source no longer has.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="LargestShare">The share of the source's resources, 0 to 1, up to which a run may mark or delete: half a file looks like a file
/// whose other half vanished.</param>
public sealed record VanishedPolicy(VanishedRule Rule, double LargestShare = VanishedPolicy.DefaultShare)
{
    /// <summary>The share unless another is stated.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>System of the tag that marks them.</summary>
    public const string TagSystem = "urn:tessera:record";

    /// <summary>Code of the tag.</summary>
    public const string Tag = "vanished";

    /// <summary>Nothing happens to them.</summary>
    public static readonly VanishedPolicy Keep = new(VanishedRule.Keep);
}
