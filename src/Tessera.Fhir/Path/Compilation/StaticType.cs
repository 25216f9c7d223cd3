using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>What is known about the values of a part of an expression before it runs.</summary>
internal sealed record StaticType
{
    /// <summary>Nothing is known.</summary>
    public static StaticType Unknown { get; } = new() { IsUnknown = true };

    /// <summary>There are no values.</summary>
    public static StaticType Empty { get; } = new() { IsSingle = true, IsEmpty = true };

    public static StaticType Boolean { get; } = Of(FhirPathValueKind.Boolean);

    public static StaticType Integer { get; } = Of(FhirPathValueKind.Integer);

    public static StaticType Text { get; } = Of(FhirPathValueKind.String);

    public bool IsUnknown { get; init; }

    public bool IsEmpty { get; init; }

    /// <summary>The FHIR types that the values may have; empty for system values.</summary>
    public IReadOnlyList<PathType> Types { get; init; } = [];

    /// <summary>The system type, or None.</summary>
    public FhirPathValueKind System { get; init; }

    /// <summary>Whether there is one value at most.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether the values come in no order (<c>children()</c>).</summary>
    public bool IsUnordered { get; init; }

    /// <summary>The system type that the values are or convert to, when it is the same for all; else None.</summary>
    public FhirPathValueKind Converted
    {
        get
        {
            if (IsUnknown || IsEmpty) return FhirPathValueKind.None;
            if (System != FhirPathValueKind.None) return System;
            if (Types.Count == 0) return FhirPathValueKind.None;
            foreach (var type in Types)
                if (type.System != Types[0].System) return FhirPathValueKind.None;
            return Types[0].System;
        }
    }

    /// <summary>Whether all values are certainly complex elements other than quantities.</summary>
    public bool IsComplex
    {
        get
        {
            if (IsUnknown || Types.Count == 0) return false;
            foreach (var type in Types)
                if (type.IsOpen || type.System != FhirPathValueKind.None) return false;
            return true;
        }
    }

    public static StaticType Of(FhirPathValueKind system, bool single = true) => new() { System = system, IsSingle = single };

    public static StaticType Of(PathType type, bool single) => new() { Types = [type], IsSingle = single };

    /// <summary>Values of either.</summary>
    public static StaticType Either(StaticType a, StaticType b)
    {
        if (a.IsEmpty) return b;
        if (b.IsEmpty) return a;
        var unordered = a.IsUnordered || b.IsUnordered;
        if (a.IsUnknown || b.IsUnknown || a.System != b.System) return Unknown with { IsUnordered = unordered };
        return new() { Types = [.. a.Types, .. b.Types.Where(type => !a.Types.Contains(type))], System = a.System, IsUnordered = unordered };
    }
}
