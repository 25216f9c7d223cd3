using System.CommandLine;
using System.Text.Json;
using Tessera.Cli.Input;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Cli.Checking;

/// <summary><c>fhirpath</c>: the values of an expression in each resource of the input, in its order.</summary>
internal sealed class FhirPathCommand(CommandTerminal terminal)
{
    private readonly Argument<string> expression = new("EXPRESSION") { Description = "FHIRPath, such as \"name.given\" or \"Observation.code.coding.where(system = 'http://loinc.org').code\"" };
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files (.json, .ndjson), folders (with all that is in them), or - for stdin", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> ndjson = CommonOptions.Ndjson();

    public static Command Build(CommandTerminal terminal) => new FhirPathCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("fhirpath", "Evaluate FHIRPath over each resource: a value on each line, or with --ndjson the list of each resource") { expression, paths, ndjson };
        command.SetAction((parse, cancel) => Task.FromResult((int)Run(parse, cancel)));
        return command;
    }

    private ExitCode Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!FhirPathExpression.TryCompile(parse.GetValue(expression)!, definitions, null, out var compiled, out var issue))
            return terminal.Refuse(ExitCode.Usage, $"The expression, column {issue.Column}: {issue.Message}", issue.Fix);

        var exit = ExitCode.Ok;
        var reader = new InputReader(parse.GetValue(paths)!, (input, reason) =>
        {
            exit = ExitCode.Unreadable;
            terminal.Problem($"{input}: {reason}");
        });
        foreach (var resource in reader.Batches().SelectMany(batch => batch))
        {
            cancel.ThrowIfCancellationRequested();
            if (!Evaluate(compiled, definitions, resource, parse.GetValue(ndjson)) && exit == ExitCode.Ok) exit = ExitCode.Findings;
        }

        terminal.Data.Flush();
        return exit;
    }

    private bool Evaluate(FhirPathExpression compiled, FhirDefinitions definitions, InputResource resource, bool asNdjson)
    {
        if (!TryParse(resource, definitions, out var document, out var issue)) return Fail(resource, issue!, asNdjson);
        using var result = compiled.Evaluate(document!.Root);
        if (result.Issue is { } failure) return Fail(resource, failure, asNdjson);
        if (asNdjson) WriteLine(resource, result);
        else
            foreach (var value in result) terminal.WriteLine(value.ToString());
        return true;
    }

    private static bool TryParse(InputResource resource, FhirDefinitions definitions, out FhirDocument? document, out Issue? issue)
    {
        (document, issue) = (null, new Issue(IssueSeverity.Error, IssueType.TooLong, "", "The resource is longer than a document may be."));
        return !resource.TooLong && FhirDocument.TryParse(resource.Bytes, definitions.Names, out document, out issue);
    }

    private bool Fail(InputResource resource, Issue issue, bool asNdjson)
    {
        if (!asNdjson) terminal.Problem($"{resource.File}{(resource.Line is { } line ? $":{line}" : "")}: {issue.Message}", issue.Fix);
        else Line(resource, writer => writer.WriteString("error"u8, issue.Message));

        return false;
    }

    private void WriteLine(InputResource resource, FhirPathResult result)
    {
        var values = result.ToList();
        Line(resource, writer =>
        {
            writer.WriteStartArray("result"u8);
            foreach (var value in values) Write(writer, value);
            writer.WriteEndArray();
        });
    }

    private void Line(InputResource resource, Action<Utf8JsonWriter> rest)
    {
        using (var writer = new Utf8JsonWriter(terminal.Data, CommandTerminal.Line))
        {
            writer.WriteStartObject();
            writer.WriteString("file"u8, resource.File);
            if (resource.Line is { } line) writer.WriteNumber("line"u8, line);
            rest(writer);
            writer.WriteEndObject();
        }

        terminal.Data.WriteByte((byte)'\n');
    }

    // Elements as their JSON, so that numbers keep their digits; of a primitive that has extensions only, nothing is known but that it is there.
    private static void Write(Utf8JsonWriter writer, FhirPathValue value)
    {
        if (value.Node is { Exists: true } node)
        {
            var json = new Utf8JsonReader(node.Raw);
            JsonElement.ParseValue(ref json).WriteTo(writer);
        }
        else if (value.IsElement) writer.WriteNullValue();
        else if (value.AsBoolean() is { } truth) writer.WriteBooleanValue(truth);
        else if (value.AsQuantity() is { } quantity)
        {
            writer.WriteStartObject();
            writer.WriteNumber("value"u8, quantity.Value);
            writer.WriteString("unit"u8, quantity.Unit);
            writer.WriteEndObject();
        }
        else if (value.Kind is FhirPathValueKind.Integer or FhirPathValueKind.Long or FhirPathValueKind.Decimal) writer.WriteNumberValue(value.AsDecimal()!.Value);
        else writer.WriteStringValue(value.ToString());
    }
}
