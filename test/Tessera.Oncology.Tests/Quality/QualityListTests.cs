using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Oncology.Quality;
using Tessera.Oncology.Tests.Journeys;

namespace Tessera.Oncology.Tests.Quality;

/// <summary>The lists of elements are those that mCODE publishes.</summary>
public sealed class QualityListTests
{
    private static readonly QualityCatalogue Catalogue = QualityCatalogue.Of(Vocabulary.Definitions);

    [Fact]
    public void The_list_of_STU4_has_417_elements() => Assert.Equal(417, Catalogue.Elements.Count(element => element.List == ElementList.Stu4));

    [Fact]
    public void The_list_of_STU1_has_90_elements() => Assert.Equal(90, Catalogue.Elements.Count(element => element.List == ElementList.Stu1));

    [Fact]
    public void The_must_support_elements_are_those_of_the_data_dictionary()
    {
        using var dictionary = JsonDocument.Parse(File.ReadAllBytes(Suite("stu4-data-dictionary/mCODEDataDictionary-STU4.json")));
        var expected = dictionary.RootElement.GetProperty("profileElements").EnumerateArray()
            .Select(element => $"{Text(element, "Source Profile URI").Split('/')[^1]}/{Text(element, "FHIR Element (R4)")}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, Catalogue.Elements.Where(element => element.List == ElementList.Stu4).Select(InDictionary).Order(StringComparer.Ordinal));

        // The dictionary names a part of a nested extension from the extension on.
        static string InDictionary(QualityElement element)
        {
            var (profile, path) = (element.Id[..element.Id.IndexOf('/', StringComparison.Ordinal)], element.Id[(element.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            return path.Split(".extension:") is [_, _, var inner] && path.StartsWith("Procedure.extension:", StringComparison.Ordinal) ? $"{profile}/Extension.extension:{inner}" : element.Id;
        }
    }

    [Fact]
    public void The_elements_of_STU1_have_the_numbers_and_groups_of_its_list()
    {
        var rows = File.ReadLines(Suite("stu1-data-dictionary/mcode-stu1-90-data-elements.csv")).Select(line => line.Split(',')).Where(cells => cells.Length > 3 && IsId(cells[0]));
        var expected = rows.Select(cells => (cells[0], cells[1])).Order().ToList();
        Assert.Equal(90, expected.Count);
        Assert.Equal(expected, Catalogue.Elements.Where(element => element.List == ElementList.Stu1).Select(element => (element.Id, GroupName(element.Group))).Order());

        static bool IsId(string cell) => cell.LastIndexOf('-') is > 0 and var dash && int.TryParse(cell[(dash + 1)..], out _) && !cell.Contains(' ', StringComparison.Ordinal);
    }

    [Fact]
    public void The_elements_of_STU1_stand_where_its_list_has_them_except_what_STU4_moved()
    {
        var list = File.ReadAllText(Suite("stu1-data-dictionary/mcode-stu1-90-data-elements.csv"));
        var moved = new HashSet<string>(StringComparer.Ordinal) { "patient-16", "treatment-1", "treatment-2", "treatment-3", "treatment-4" };
        Assert.All(Catalogue.Elements.Where(element => element.List == ElementList.Stu1 && !moved.Contains(element.Id)), element =>
        {
            var start = list.IndexOf($"\n{element.Id},", StringComparison.Ordinal);
            var end = list.IndexOf('\n', start + 1) is var line and > 0 ? line : list.Length;
            while (end < list.Length && !list[end..].StartsWith("\npatient-", StringComparison.Ordinal) && !IsNext(list, end)) end = list.IndexOf('\n', end + 1) is var more and > 0 ? more : list.Length;
            var row = list[start..end];
            var path = element.Paths[0].Split('/')[1].Split('+')[0];
            var parts = path.Split('.', ':').Skip(1).Select(part => part.Replace("[x]", "", StringComparison.Ordinal)).ToList();
            Assert.Contains($"{path.Split('.')[0]}.{parts[0]}", row, StringComparison.OrdinalIgnoreCase);
        });

        static bool IsNext(string list, int end) => new[] { "disease-", "genomics-", "labs/", "treatment-", "outcome-" }.Any(group => list.AsSpan(end + 1).StartsWith(group));
    }

    [Fact]
    public void Every_element_has_a_denominator_in_words() => Assert.All(Catalogue.Elements, element => Assert.NotEmpty(element.Denominator.Words));

    [Fact]
    public void A_value_set_is_measured_unless_it_is_an_example()
    {
        Assert.Equal("http://hl7.org/fhir/us/mcode/ValueSet/mcode-tnm-stage-group-vs", Catalogue.Find("mcode-tnm-stage-group/Observation.value[x]")!.ValueSet);
        Assert.Equal("http://hl7.org/fhir/us/mcode/ValueSet/mcode-laterality-qualifier-vs", Catalogue.Find("disease-2")!.ValueSet);
        Assert.Null(Catalogue.Find("mcode-tumor-size/Observation.code")!.ValueSet);
    }

    private static string GroupName(McodeGroup group) => group == McodeGroup.Labs ? "Labs/Vitals" : group.ToString();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Suite(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "..", "shared", "suites", "mcode", file) is var found && File.Exists(found)) return found;
        Assert.Skip($"../shared/suites/mcode/{file} is not here.");
        return "";
    }
}
