namespace Tessera.Web.Background;

/// <summary>How the work of <see cref="ProjectionService"/> goes.</summary>
internal sealed class ProjectionState
{
    private volatile string? trouble;

    /// <summary>The kind of failure that stopped it and has not passed; null when all is well.</summary>
    public string? Trouble
    {
        get => trouble;
        set => trouble = value;
    }
}
