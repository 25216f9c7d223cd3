using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Telling;

/// <summary>Names, addresses, race and ethnicity. Family names, streets and towns are invented so that nobody is meant.</summary>
internal static class People
{
    private static readonly string[] Women =
    [
        "Ada", "Beatriz", "Clara", "Dorothea", "Elena", "Frances", "Grace", "Hannah", "Irene", "Joana", "Karin", "Lucia", "Maria", "Nora",
        "Olga", "Paula", "Rosa", "Sofia", "Teresa", "Ursula", "Vera", "Yara",
    ];
    private static readonly string[] Men =
    [
        "Adam", "Bruno", "Carlos", "David", "Emil", "Felix", "Georg", "Henry", "Ivan", "Jonas", "Karl", "Luis", "Marco", "Noah", "Oscar",
        "Pavel", "Robert", "Samuel", "Thomas", "Victor", "Walter", "Yusuf",
    ];

    private static readonly string[] AmericanFamilies =
    [
        "Mockingbird", "Testwell", "Sampleford", "Fictionby", "Exemplar", "Placeholder", "Imagini", "Nonesuch", "Synthwood", "Madeup",
        "Fabler", "Pretend", "Tesserae", "Mosaico", "Dummerson", "Inventson",
    ];
    private static readonly string[] EuropeanFamilies =
    [
        "Mustermann", "Probst-Beispiel", "Dupond-Fictif", "Esempi", "Ejemplar", "Voorbeeld", "Przykładowa", "Exemplo", "Påhitt", "Příklad",
        "Kuvitteellinen", "Fiktivsen", "Minta", "Inventado", "Nessuno", "Platzhalter",
    ];
    private static readonly (string City, string State, string Zip)[] AmericanTowns =
    [
        ("Millbrook Falls", "NY", "125"), ("Harbor Glen", "MA", "019"), ("Cedar Hollow", "OH", "441"), ("Pine Mesa", "AZ", "853"),
        ("Lakemont", "MN", "553"), ("Saltmarsh", "GA", "314"),
    ];
    private static readonly string[] AmericanStreets = ["Imaginary Lane", "Sample Street", "Invented Avenue", "Nowhere Road", "Fable Drive"];

    private static readonly (string City, string Country, string Zip, string Language)[] EuropeanTowns =
    [
        ("Musterstadt", "DE", "99", "de"), ("Villefictive", "FR", "98", "fr"), ("Cittàmosaico", "IT", "99", "it"),
        ("Villaejemplo", "ES", "59", "es"), ("Voorbeeldam", "NL", "90", "nl"), ("Exempelköping", "SE", "98", "sv"),
    ];
    private static readonly string[] EuropeanStreets = ["Beispielweg", "Rue Imaginaire", "Via dell'Esempio", "Calle Inventada", "Voorbeeldstraat", "Exempelgatan"];

    // OMB categories of US Core with their parts of the population, rounded.
    private static readonly (double, string)[] Races = [(0.72, "2106-3"), (0.13, "2054-5"), (0.07, "2028-9"), (0.015, "1002-5"), (0.005, "2076-8"), (0.06, "UNK")];
    private static readonly (double, string)[] Ethnicities = [(0.78, "2186-5"), (0.18, "2135-2"), (0.04, "UNK")];

    public static Person Of(Draw draw, SyntheticFlavour flavour, double femaleShare, DateOnly diagnosed, int age)
    {
        var female = draw.Chance(femaleShare);
        var born = diagnosed.AddDays(-(int)(age * 365.25) - draw.Between(1, 360));
        var given = draw.One(female ? Women : Men);
        var town = draw.Between(0, 5);
        var (house, code, street) = (draw.Between(1, 180), draw.Between(0, 99), draw.Unit());
        var (race, ethnicity) = (draw.Pick<string>(Races), draw.Pick<string>(Ethnicities));
        var family = draw.Between(0, AmericanFamilies.Length - 1);
        if (flavour == SyntheticFlavour.UnitedStates)
        {
            var place = AmericanTowns[town];
            var address = new Address($"{house} {AmericanStreets[(int)(street * AmericanStreets.Length)]}", place.City, place.State, $"{place.Zip}{code:00}", "US");
            return new Person(AmericanFamilies[family], given, female, born, address, race, ethnicity, "en-US");
        }

        var european = EuropeanTowns[town];
        return new Person(EuropeanFamilies[family], given, female, born, new Address($"{EuropeanStreets[town]} {house}", european.City, null, $"{european.Zip}{code:000}", european.Country), null, null, european.Language);
    }
}
