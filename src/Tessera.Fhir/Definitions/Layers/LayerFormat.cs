namespace Tessera.Fhir.Definitions.Layers;

/// <summary>Constants of the layer file. A change of the format changes the magic, so that an old file is recompiled rather than misread.</summary>
internal static class LayerFormat
{
    public const int HeaderLength = 16;

    public const string FileExtension = ".layer";

    public static ReadOnlySpan<byte> Magic => "TESSERA4"u8;
}
