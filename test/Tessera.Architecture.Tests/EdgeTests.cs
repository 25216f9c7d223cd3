namespace Tessera.Architecture;

public sealed class EdgeTests
{
    private static IEnumerable<ProjectFile> Projects => Repository.Files(".csproj").Select(path => ProjectFile.Parse(path, Repository.Read(path)));

    [Fact]
    public void Projects_refer_only_to_the_floors_that_the_table_names() =>
        Expect.None(Projects.SelectMany(project => project.Violations()));

    [Fact]
    public void Every_project_of_src_has_a_test_project()
    {
        var names = Projects.Select(project => project.Name).ToHashSet();
        Expect.None(Projects.Where(project => project.Folder == "src" && !names.Contains(project.Name + ".Tests")).Select(project => project.Name));
    }

    [Fact]
    public void The_solution_lists_every_project_on_disk()
    {
        var solution = Repository.Read("Tessera.slnx");
        var lost = Repository.Files(".csproj").Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
        Assert.True(!lost.Any(), $"run eng/update-solution; missing: {string.Join(", ", lost)}");
    }

    [Theory]
    [InlineData("src/Tessera.Fhir/Tessera.Fhir.csproj", "Tessera.Database", "Tessera.Fhir refers to Tessera.Database; allowed: nothing")]
    [InlineData("src/Tessera.Store/Tessera.Store.csproj", "Tessera.Oncology", "Tessera.Store refers to Tessera.Oncology; allowed: Tessera.Fhir, Tessera.Database")]
    [InlineData("src/Tessera.Cli/Tessera.Cli.csproj", "Tessera.Fhir", "Tessera.Cli refers to Tessera.Fhir; allowed: Tessera.Web")]
    [InlineData("test/Tessera.Fhir.Tests/Tessera.Fhir.Tests.csproj", "Tessera.Store", "Tessera.Fhir.Tests refers to Tessera.Store; allowed: Tessera.Fhir")]
    [InlineData("src/Tessera.Extras/Tessera.Extras.csproj", "Tessera.Fhir", "src/Tessera.Extras is not in the table of projects: give it a floor in Floors.cs")]
    [InlineData("src/Tessera.Web/Tessera.Web.csproj", "*", "Tessera.Web refers to every project")]
    public void A_forbidden_edge_is_found(string path, string reference, string expected)
    {
        var project = $"""<Project><ItemGroup><ProjectReference Include="..\{reference}\{reference}.csproj" /></ItemGroup></Project>""";
        Assert.Equal([expected], ProjectFile.Parse(path, project).Violations());
    }
}
