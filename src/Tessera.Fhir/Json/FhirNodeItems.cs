namespace Tessera.Fhir.Json;

/// <summary>A property's values whether or not it is written as an array, for <c>foreach</c> without allocation.</summary>
public readonly ref struct FhirNodeItems
{
    private readonly FhirDocument? owner;
    private readonly int index;

    internal FhirNodeItems(FhirDocument? owner, int index) => (this.owner, this.index) = (owner, index);

    /// <summary>The first item, or no node.</summary>
    public FhirNode First
    {
        get
        {
            foreach (var item in this) return item;
            return default;
        }
    }

    /// <summary>Starts the walk.</summary>
    public FhirNodeChildren.Enumerator GetEnumerator()
    {
        if (owner is null) return default;
        return owner.Tape[index].Kind == JsonKind.Array
            ? new FhirNodeChildren.Enumerator(owner, index + 1, owner.Tape[index].Next)
            : new FhirNodeChildren.Enumerator(owner, index, index + 1);
    }
}
