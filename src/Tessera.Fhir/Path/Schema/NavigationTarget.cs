namespace Tessera.Fhir.Path.Schema;

/// <summary>Where a FHIRPath name leads from one type: one JSON property, several for a choice, or none.</summary>
internal sealed class NavigationTarget
{
    private PathType? onlyType;

    public NavigationTarget(PathType owner, string name, PathProperty[] options)
    {
        (Owner, Name, Options) = (owner, name, options);
        foreach (var option in options)
            if (option.NameId >= 0) Filter |= Bit(option.NameId);
        NameId = options.Length == 1 ? options[0].NameId : -1;
    }

    public PathType Owner { get; }

    /// <summary>The type of the only option.</summary>
    public PathType OnlyType => onlyType ??= Options[0].Type;

    public string Name { get; }

    public PathProperty[] Options { get; }

    /// <summary>The only property's id, or -1 for choices and for names outside the vocabulary.</summary>
    public int NameId { get; }

    /// <summary>One bit for each option's id: most properties of a JSON object are told apart from a choice by this alone.</summary>
    public ulong Filter { get; }

    /// <summary>Whether there is nothing to find by id, only by text.</summary>
    public bool IsByText => Options.Length == 1 && NameId < 0;

    public PathProperty? Option(int nameId)
    {
        nameId &= ~1;
        if ((Filter & Bit(nameId)) == 0) return null;
        foreach (var option in Options)
            if (option.NameId == nameId) return option;
        return null;
    }

    private static ulong Bit(int nameId) => 1UL << ((nameId >> 1) & 63);
}
