using System.Reflection;

namespace Tessera.Architecture;

public sealed class BannedCallTests
{
    public static TheoryData<string> Assemblies() =>
        [.. Repository.Files(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_project_makes_no_banned_call(string project)
    {
        // The command line's assembly has the name of its program.
        var name = project == "Tessera.Cli" ? "tessera" : project;
        Expect.None(Violations(Path.Combine(AppContext.BaseDirectory, name + ".dll"), project));
    }

    [Fact]
    public void Every_banned_call_of_a_bad_sample_is_found()
    {
        var found = Violations(typeof(BadSample).Assembly.Location, "Tessera.Oncology").Where(violation => violation.Contains(nameof(BadSample), StringComparison.Ordinal)).ToList();
        foreach (var member in typeof(BadSample).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            Assert.True(found.Any(violation => violation.Contains($"BadSample.{member.Name} ", StringComparison.Ordinal)), $"not found: {member.Name}");
    }

    [Fact]
    public void Awaiting_a_task_and_reading_XML_through_a_reader_are_allowed() =>
        Assert.DoesNotContain(
            Violations(typeof(GoodSample).Assembly.Location, "Tessera.Fhir"),
            violation => violation.Contains(nameof(GoodSample), StringComparison.Ordinal));

    private static IEnumerable<string> Violations(string assemblyFile, string project) =>
        from call in CompiledCalls.Read(assemblyFile)
        let place = project + call.Place[call.Place.IndexOf(": ", StringComparison.Ordinal)..]
        from ban in BannedCall.All
        where ban.Forbids(place, call.Call)
        select $"{place} calls {call.Call}: {ban.Reason}";
}
