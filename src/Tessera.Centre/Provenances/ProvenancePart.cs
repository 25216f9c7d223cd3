using Tessera.Centre.Codes;
using Tessera.Store;

namespace Tessera.Centre.Provenances;

/// <summary>One origin of one resource.</summary>
/// <param name="Type">Type of the resource.</param>
/// <param name="Id">Its id.</param>
/// <param name="Origin">The origin.</param>
/// <param name="Mapped">The codes of the resource that code maps added.</param>
internal sealed record ProvenancePart(string Type, string Id, Origin Origin, IReadOnlyList<MappedCode> Mapped);
