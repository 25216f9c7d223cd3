using System.Text.Json;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Slicing that nobody has to write down: extensions are told apart by their URL, a choice element by its type.</summary>
internal static class ImplicitSlicing
{
    private static readonly JsonElement ByUrl = Parse("""{"discriminator":[{"type":"value","path":"url"}],"ordered":false,"rules":"open"}""");
    private static readonly JsonElement ByType = Parse("""{"discriminator":[{"type":"type","path":"$this"}],"ordered":false,"rules":"open"}""");

    public static JsonElement? Of(SnapshotElement element) =>
        element.Name is "extension" or "modifierExtension" ? ByUrl : element.IsChoice ? ByType : null;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
