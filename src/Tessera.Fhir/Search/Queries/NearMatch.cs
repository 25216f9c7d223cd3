using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Queries;

/// <summary>The position of a Location is not farther away than a distance (<c>near</c>).</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Metres">The distance.</param>
public sealed record NearMatch(double Latitude, double Longitude, double Metres) : ContentMatch
{
    // Mean radius of the earth.
    private const double Radius = 6_371_008.8;

    /// <inheritdoc/>
    public override bool Holds(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var position = resource.Root["position"];
        return Number(position["latitude"]) is { } latitude && Number(position["longitude"]) is { } longitude && Distance(latitude, longitude) <= Metres;
    }

    // The haversine formula, which is exact enough near and far.
    private double Distance(double latitude, double longitude)
    {
        var (north, east) = (Radians(latitude - Latitude) / 2, Radians(longitude - Longitude) / 2);
        var half = Square(Math.Sin(north)) + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(latitude)) * Square(Math.Sin(east)));
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double value) => value * value;

    private static double? Number(FhirNode node) =>
        node.Kind == JsonKind.Number && double.TryParse(node.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
