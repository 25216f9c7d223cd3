using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>A JSON Patch (RFC 6902) of a resource. Lists and objects that it leaves empty are taken out, since FHIR has none.</summary>
public sealed class JsonPatch : IResourcePatch
{
    /// <summary>Most operations of one patch.</summary>
    public const int MostOperations = 1000;

    private readonly List<Operation> operations;

    private JsonPatch(List<Operation> operations) => this.operations = operations;

    /// <summary>Reads a patch.</summary>
    /// <param name="document">The JSON array of operations.</param>
    /// <param name="patch">The patch, or null.</param>
    /// <param name="issue">What is wrong with it, or null.</param>
    public static bool TryRead(FhirDocument document, [NotNullWhen(true)] out JsonPatch? patch, [NotNullWhen(false)] out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(document);
        (patch, issue) = (null, null);
        var operations = new List<Operation>();
        if (document.Root.Kind != JsonKind.Array) issue = Wrong("", "A JSON Patch is an array of operations.");
        foreach (var node in document.Root.Items)
        {
            if (issue is not null) return false;
            if (operations.Count == MostOperations) issue = new Issue(IssueSeverity.Error, IssueType.TooCostly, "", $"A patch has at most {MostOperations} operations.");
            else if (Operation.Read(node, operations.Count, out issue) is { } operation) operations.Add(operation);
        }

        if (issue is not null) return false;
        patch = new JsonPatch(operations);
        return true;
    }

    /// <inheritdoc/>
    public bool TryApply(FhirDocument document, DocumentLimits limits, [NotNullWhen(true)] out FhirDocument? patched, [NotNullWhen(false)] out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(limits);
        var changed = new PatchedDocument(document, limits);
        patched = null;
        issue = null;
        foreach (var operation in operations)
        {
            issue = operation.Apply(changed);
            if (issue is not null) return false;
        }

        issue = changed.Prune();
        patched = issue is null ? changed.Document : null;
        return issue is null;
    }

    private static Issue Wrong(string place, string message) => new(IssueSeverity.Error, IssueType.Invalid, place, message);

    private sealed record Operation(string Kind, string Place, string[] Path, string[]? From, FhirNode Value)
    {
        public static Operation? Read(FhirNode node, int number, out Issue? issue)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"[{number}]");
            issue = null;
            var (kind, path, from) = (node.Text("op"), node.Text("path"), node.Text("from"));
            if (kind is not ("add" or "remove" or "replace" or "move" or "copy" or "test")) issue = Wrong(place + ".op", "An operation is one of add, remove, replace, move, copy and test.");
            else if (path is null || !TryPointer(path, out _)) issue = Wrong(place + ".path", "The path is not a JSON Pointer such as /name/0/family.");
            else if (kind is "move" or "copy" && (from is null || !TryPointer(from, out _))) issue = Wrong(place + ".from", "The operation needs a JSON Pointer in 'from'.");
            else if (kind is "add" or "replace" or "test" && !node["value"].Exists) issue = Wrong(place + ".value", "The operation needs a value.");
            if (issue is not null) return null;
            TryPointer(path!, out var to);
            string[]? source = null;
            if (from is not null) TryPointer(from, out source);
            return new Operation(kind!, place, to, source, node["value"]);
        }

        public Issue? Apply(PatchedDocument changed) => Kind switch
        {
            "add" => Add(changed, Value.Raw.ToArray()),
            "remove" => Remove(changed, Path),
            "replace" => Find(changed, Path) is { Exists: true } node ? changed.Make(DocumentEdit.Replace(node, Value.Raw)) : Nothing(),
            "move" => Find(changed, From!) is { Exists: true } node ? Move(changed, node) : Nothing(),
            "copy" => Find(changed, From!) is { Exists: true } node ? Add(changed, node.Raw.ToArray()) : Nothing(),
            _ => Find(changed, Path) is { Exists: true } node && PatchedDocument.AreEqual(node, Value) ? null : Failed("The value is not the one that the test expects."),
        };

        private Issue? Move(PatchedDocument changed, FhirNode node)
        {
            if (Path.Length >= From!.Length && Path.AsSpan(0, From.Length).SequenceEqual(From))
                return Path.Length == From.Length ? null : Failed("A value cannot be moved into itself.");
            var value = node.Raw.ToArray();
            return Remove(changed, From) ?? Add(changed, value);
        }

        private Issue? Remove(PatchedDocument changed, string[] path)
        {
            var node = Find(changed, path);
            if (!node.Exists) return Nothing();
            return path.Length == 0 ? Failed("The whole resource cannot be taken out.") : changed.Make(DocumentEdit.Remove(node));
        }

        private Issue? Add(PatchedDocument changed, byte[] value)
        {
            if (Path.Length == 0) return changed.Make(DocumentEdit.Replace(changed.Document.Root, value));
            var parent = Find(changed, Path[..^1]);
            var last = Path[^1];
            switch (parent.Kind)
            {
                case JsonKind.Object:
                    return changed.Make(parent[last] is { Exists: true } there ? DocumentEdit.Replace(there, value) : DocumentEdit.Add(parent, last, value));
                case JsonKind.Array:
                    var count = parent.Count;
                    var index = last == "-" ? count : Index(last);
                    return index < 0 || index > count ? Nothing() : changed.Make(DocumentEdit.Insert(parent, index, value));
                // FHIR has no empty lists, so the first item of one is added to a list that is not there.
                case JsonKind.None when last is "-" or "0" && Path.Length > 1 && Find(changed, Path[..^2]) is { Kind: JsonKind.Object } owner:
                    return changed.Make(DocumentEdit.Add(owner, Path[^2], [.. "["u8, .. value, .. "]"u8]));
                default:
                    return Nothing();
            }
        }

        private static FhirNode Find(PatchedDocument changed, string[] path)
        {
            var node = changed.Document.Root;
            foreach (var step in path)
            {
                node = node.Kind == JsonKind.Object ? node[step] : node.Kind == JsonKind.Array ? Item(node, Index(step)) : default;
                if (!node.Exists) break;
            }

            return node;
        }

        private static FhirNode Item(FhirNode array, int index)
        {
            foreach (var item in array.Children)
                if (index-- == 0) return item;
            return default;
        }

        // "01" and "+1" are no indexes (RFC 6901, 4).
        private static int Index(string step) =>
            step.Length is > 0 and < 10 && (step == "0" || step[0] != '0') && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

        private static bool TryPointer(string text, out string[] steps)
        {
            steps = text.Length == 0 ? [] : text[1..].Split('/');
            if (text.Length > 0 && text[0] != '/') return false;
            for (var i = 0; i < steps.Length; i++) steps[i] = steps[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            return true;
        }

        private Issue Nothing() => Failed("There is nothing at this place of the resource.");

        private Issue Failed(string message) => new(IssueSeverity.Error, IssueType.Processing, Pointer(), message);

        private string Pointer() => new StringBuilder(Place).Append(" /").AppendJoin('/', Path).ToString();
    }
}
