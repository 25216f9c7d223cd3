using System.Text.RegularExpressions;
using Tessera.Centre.Verdicts;
using Tessera.Fhir;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Validation;

/// <summary>Rules in plain words. The words are about the rule; what stood in a resource is told by the example.</summary>
internal static partial class RuleWording
{
    public static string Title(this Texts say, ValidationRule rule)
    {
        if (rule.Missing is { } missing) return say["validation.rule.missing", CodeSystemNames.Of(missing)];
        if (rule.Constraint is { } key) return Wording.Sentence(rule.Message.StartsWith(key + ": ", StringComparison.Ordinal) ? rule.Message[(key.Length + 2)..] : rule.Message);
        var element = Element(rule.Element);
        return rule.Type switch
        {
            IssueType.Required => say["validation.rule.required", element],
            IssueType.CodeInvalid => say["validation.rule.code", element],
            IssueType.Value => say["validation.rule.value", element],
            IssueType.Structure => say["validation.rule.structure", element],
            IssueType.Extension => say["validation.rule.extension", element],
            _ => Wording.Sentence(rule.Message),
        };
    }

    /// <summary><c>Condition.bodySite.coding</c> as <c>Condition › body site › coding</c>.</summary>
    public static string Element(string path) =>
        string.Join(" › ", path.Split('.').Select((part, index) => index == 0 ? part : Wording.Label(part).ToLowerInvariant()));

    /// <summary>A message with code systems by their names and definitions by the last part of their URLs: whole URLs are three lines of a
    /// table and tell a person no more. The record's page and the JSON have them whole.</summary>
    public static string Short(string message) => Url().Replace(message, match => CodeSystemNames.Of(match.Value));

    [GeneratedRegex(@"https?://[^\s,;()]*[^\s,;().:]", RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    public static string Profile(this Texts say, string name) => name == "base" ? say["validation.base"] : name;
}
