using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Fhir.Json;

namespace Tessera.Centre;

public sealed class SuggestionTests(BuiltInDefinitions definitions)
{
    private static readonly CodeTarget Breast = new("s", "1", "Malignant neoplasm of breast");
    private static readonly CodeTarget Left = new("s", "2", "Left lung");
    private static readonly CodeTarget Right = new("s", "3", "Right lung");
    private static readonly CodeTarget Adenocarcinoma = new("s", "C4.12", "Adenocarcinoma, NOS");
    private static readonly CodeTarget Mucinous = new("s", "5", "Mucinous adenocarcinoma");
    private static readonly CodeTarget Hypertension = new("s", "6", "Hypertension");
    private static readonly CodeTarget Stage = new("s", "7", "Stage IIB");
    private static readonly CodeTarget Positive = new("s", "8", "HER2+");

    [Theory]
    [InlineData("Left lung", SuggestionReason.Exact)]
    [InlineData("LUNG, LEFT", SuggestionReason.Normalised)]
    [InlineData("left lungs", SuggestionReason.Normalised)]
    [InlineData("linke Lunge", SuggestionReason.Synonym)]
    public void A_text_finds_its_code_and_says_why(string text, SuggestionReason reason)
    {
        var first = Index().Find(text, null, 3)[0];
        Assert.Equal((Left, reason), (first.Target, first.Reason));
    }

    [Theory]
    [InlineData("Malignant neoplasms of the brest", "1")]
    [InlineData("adenocarcinoma", "C4.12")]
    [InlineData("Adenocarcinmoa", "C4.12")]
    [InlineData("Stage: IIB", "7")]
    public void A_slip_of_the_pen_is_forgiven(string text, string code) => Assert.Equal(code, Index().Find(text, null, 3)[0].Target.Code);

    [Theory]
    [InlineData("Stage IIA")]
    [InlineData("Hypotension")]
    [InlineData("HER2-")]
    [InlineData("lung")]
    [InlineData("Benign neoplasm of breast")]
    [InlineData("of the")]
    [InlineData("")]
    [InlineData("?")]
    public void What_means_something_else_is_not_suggested(string text) => Assert.Empty(Index().Find(text, null, 3));

    [Fact]
    public void An_exact_text_comes_before_one_that_is_alike()
    {
        var found = Index().Find("Mucinous adenocarcinoma", null, 3);
        Assert.Equal([(Mucinous, SuggestionReason.Exact)], found.Select(one => (one.Target, one.Reason)));
    }

    [Fact]
    public void A_code_that_is_written_the_same_is_only_a_hint()
    {
        Assert.Equal(SuggestionReason.SameCode, Index().Find("x", "c4.12", 3)[0].Reason);
        Assert.Empty(Index().Find("x", "3", 3));
    }

    [Theory]
    [InlineData("C61", true)]
    [InlineData("c61", true)]
    [InlineData("174", false)]
    [InlineData("12", false)]
    [InlineData("T1", false)]
    public void A_code_of_three_characters_is_a_hint_where_it_is_written_like_one_of_ICD10(string code, bool isHint)
    {
        var index = new TermIndex();
        foreach (var known in new[] { "C61", "174", "12", "T1" }) index.Add(new CodeTarget("s", known, null), known, isSynonym: false);
        Assert.Equal(isHint, index.Find("something else", code, 3).Any(one => one.Reason == SuggestionReason.SameCode));
    }

    [Theory]
    [InlineData("ileum", "ilium")]
    [InlineData("ureter", "urethra")]
    [InlineData("hypertension", "hypotension")]
    [InlineData("vincristine", "vinblastine")]
    [InlineData("nivolumab", "nivolamab")]
    [InlineData("C50.1", "C50.2")]
    public void Words_that_look_alike_and_mean_other_things_are_two_words(string first, string second) => Assert.Equal(0, WordDistance.Likeness(first, second));

    [Theory]
    [InlineData("Métastases hépatiques", "metastase,hepatique")]
    [InlineData("ER−, PR-", "er,-,pr,-")]
    [InlineData("1,5 cm", "1.5,cm")]
    [InlineData("Breast structure (body structure)", "breast")]
    [InlineData("Größe", "grosse")]
    public void Words_lose_what_does_not_change_their_meaning(string text, string words) => Assert.Equal(words.Split(','), Words.Of(text));

    [Fact]
    public void A_search_finds_words_by_their_beginning() => Assert.Equal([Left, Right], Index().Search("lun", 5).Select(one => one.Target));

    [Fact]
    public async Task Candidates_are_the_codes_of_the_bound_value_set_and_the_centres_own_words()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", CodedCentre.Patient("a"), CodedCentre.Result("1", "a", "ABNORMAL"), CodedCentre.Result("2", "a", "auffällig"));
        var abnormal = await centre.Node.Code("ABNORMAL");
        var found = centre.Node.Codes.Suggestions.For(abnormal, 1)[0];
        Assert.Equal(("A", SuggestionReason.Normalised), (found.Target.Code, found.Reason));
        var german = await centre.Node.Code("auffällig");
        Assert.Empty(centre.Node.Codes.Suggestions.For(german, 1));
        await centre.Node.Codes.Synonyms.Add([new CodeSynonym(CodedCentre.Interpretation, "A", "Auffällig"), new CodeSynonym(CodedCentre.Snomed, "1", "auffällig")], CancellationToken.None);
        var suggestion = Assert.Single(centre.Node.Codes.Suggestions.For(german, 5));
        Assert.Equal(("A", SuggestionReason.Synonym), (suggestion.Target.Code, suggestion.Reason));
    }

    [Fact]
    public async Task Nothing_is_accepted_without_a_person_until_the_centre_says_so_for_a_map()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", CodedCentre.Patient("a"), CodedCentre.Result("1", "a", "Abnormal"), CodedCentre.Result("2", "a", "normal range"), CodedCentre.Result("3", "a", "x"));
        await centre.Node.Decide("x", CodeAction.Reject);
        Assert.Equal(0, await centre.Node.Codes.ExactRule.Run(CancellationToken.None));
        var map = Assert.Single(centre.Node.Codes.Maps.Maps);
        Assert.True(await centre.Node.Codes.Maps.AcceptExact(map.Name, isOn: true, CancellationToken.None));
        Assert.Equal(1, await centre.Node.Codes.ExactRule.Run(CancellationToken.None));
        Assert.Equal("rule: exact", (await centre.Node.Code("Abnormal")).Decision!.Who);
        await centre.Node.Decide("Abnormal", CodeAction.Undo);
        Assert.Equal(0, await centre.Node.Codes.ExactRule.Run(CancellationToken.None));
    }

    [Fact]
    public async Task A_map_goes_out_as_a_ConceptMap_and_comes_back_in_another_centre()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await centre.Node.Import("registry", CodedCentre.Patient("a"), CodedCentre.Condition("1", "a", """{"text":"schwer"}"""), CodedCentre.Condition("2", "a", """{"text":"?"}"""));
        await centre.Node.Decide("schwer", CodeAction.Accept, CodedCentre.Severe);
        await centre.Node.Decide("?", CodeAction.Reject);
        var document = Export(centre);
        Assert.NotEqual(Fhir.Validation.Verdict.Invalid, centre.Node.Validator.Validate(document).Verdict);
        await using var other = await TemporaryCentre.Open(definitions);
        Assert.True(ConceptMapJson.TryRead(document, "Ben", "", out var decisions));
        foreach (var decision in decisions) await other.Node.Codes.Maps.Decide(decision, CancellationToken.None);
        Assert.Equal(Export(centre).Bytes.ToArray(), Export(other).Bytes.ToArray());
    }

    [Fact]
    public void Synonyms_come_from_a_table_or_from_the_designations_of_a_code_system()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "system,code,synonym\nhttp://x,1,\"links, seitlich\"\n");
            Assert.Equal([new CodeSynonym("http://x", "1", "links, seitlich")], SynonymFile.Read(file));
            File.WriteAllText(file, """{"resourceType":"CodeSystem","url":"http://x","concept":[{"code":"1","display":"left","designation":[{"language":"de","value":"links"}],"concept":[{"code":"2","display":"far left"}]}]}""");
            Assert.Equal([new CodeSynonym("http://x", "1", "left"), new CodeSynonym("http://x", "1", "links"), new CodeSynonym("http://x", "2", "far left")], SynonymFile.Read(file));
            File.WriteAllText(file, "a,b\n");
            Assert.Throws<InvalidDataException>(() => SynonymFile.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static FhirDocument Export(TemporaryCentre centre)
    {
        using var buffer = new MemoryStream();
        var map = Assert.Single(centre.Node.Codes.Maps.Maps);
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer)) ConceptMapJson.Write(json, map, centre.Node.Codes.Maps.Decisions(map.Name));
        return FhirDocument.Parse(buffer.ToArray(), centre.Node.Definitions.Names);
    }

    private static TermIndex Index()
    {
        var index = new TermIndex();
        foreach (var target in (CodeTarget[])[Breast, Left, Right, Adenocarcinoma, Mucinous, Hypertension, Stage, Positive]) index.Add(target, target.Display!, isSynonym: false);
        index.Add(Left, "Linke Lunge", isSynonym: true);
        return index;
    }
}
