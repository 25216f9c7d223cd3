namespace Tessera.Fhir.Json;

/// <summary>The children of a node, for <c>foreach</c> without allocation.</summary>
public readonly ref struct FhirNodeChildren
{
    private readonly FhirDocument? owner;
    private readonly int parent;

    internal FhirNodeChildren(FhirDocument? owner, int parent) => (this.owner, this.parent) = (owner, parent);

    /// <summary>Starts the walk.</summary>
    public Enumerator GetEnumerator() =>
        owner is not null && owner.Tape[parent].Kind is JsonKind.Object or JsonKind.Array
            ? new Enumerator(owner, parent + 1, owner.Tape[parent].Next)
            : default;

    /// <summary>Walks over sibling nodes.</summary>
    public ref struct Enumerator
    {
        private readonly FhirDocument? owner;
        private readonly int end;
        private int next;
        private int current;

        internal Enumerator(FhirDocument owner, int first, int end) => (this.owner, next, this.end) = (owner, first, end);

        /// <summary>The node reached.</summary>
        public readonly FhirNode Current => new(owner!, current);

        /// <summary>Goes on to the next node.</summary>
        public bool MoveNext()
        {
            if (next >= end) return false;
            current = next;
            ref readonly var entry = ref owner!.Tape[current];
            next = entry.Escaped ? current + 1 : entry.Next;
            return true;
        }
    }
}
