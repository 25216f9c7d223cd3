using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Applies a differential, element by element, to a copy of the tree that it is derived from.</summary>
internal sealed class SnapshotBuilder
{
    private readonly SnapshotGenerator generator;
    private readonly JsonElement structure;
    private readonly SnapshotBudget budget;
    private readonly bool isSpecialization;

    public SnapshotBuilder(SnapshotGenerator generator, JsonElement structure, SnapshotSource source, SnapshotBudget budget)
    {
        (this.generator, this.structure, this.budget) = (generator, structure, budget);
        isSpecialization = structure.Text("derivation") == "specialization";
        // A type that specialises another has a name of its own; a profile keeps that of its type.
        Root = new SnapshotElement(isSpecialization ? Tail(structure.Text("type")) : source.Root.Name, null);
        foreach (var (name, value) in source.Root.Attributes) Root[name] = value;
        if (isSpecialization) Root["base"] = NewElement.Base(Root.Name, 0, "*");
        unread = source.Root;
    }

    private readonly SnapshotElement unread;

    /// <summary>The snapshot.</summary>
    public SnapshotElement Root { get; }

    /// <summary>Makes the snapshot, or says why it cannot be made.</summary>
    public Issue? Build()
    {
        if (!unread.CopyChildren(Root, budget)) return TooMany();
        var position = new ElementPosition();
        foreach (var element in structure.Part("differential").Items("element"))
        {
            var steps = position.Next(element);
            if (steps.Length == 0 || steps[0].Name != Root.Name) return Invalid($"The differential has an element with the path '{element.Text("path")}', which is not one of {Root.Name}.");
            if (Apply(element, steps) is { } issue) return issue;
        }
        return null;
    }

    private Issue? Apply(JsonElement element, ElementStep[] steps)
    {
        var place = Root;
        for (var i = 1; i < steps.Length; i++)
        {
            if (new Unfolding(generator, isSpecialization ? Root : unread, budget).Unfold(place) is { } issue) return issue.Missing is null ? Invalid(issue.Message) : issue;
            if (Step(place, steps[i], i == steps.Length - 1 ? element : null, out var next) is { } fault) return fault;
            place = next!;
        }
        TypeProfileRoot.Apply(place, element, generator);
        ElementMerge.Apply(place, element, isSpecialization);
        if (isSpecialization) NewElement.Complete(place, generator);
        ChoiceSlicing.Narrow(place);
        return null;
    }

    private Issue? Step(SnapshotElement parent, ElementStep step, JsonElement? element, out SnapshotElement? next)
    {
        next = parent.Children.Find(child => child.Name == step.Name);
        var slice = step.Slice;
        if (next is null && ChoiceSlicing.Find(parent, step.Name) is { } choice) (next, slice) = (choice, slice ?? ChoiceSlicing.SliceFor(choice, step.Name));
        if (next is null && isSpecialization && element is { } own)
        {
            next = NewElement.Of(step.Name, own);
            parent.Children.Add(next);
        }
        if (next is null) return Invalid($"The differential constrains '{step.Name}', which '{parent.Name}' does not have.");
        return slice is null ? null : Slice(ref next, slice);
    }

    private Issue? Slice(ref SnapshotElement element, string name)
    {
        if (element.FindSlice(name) is { } known)
        {
            element = known;
            return null;
        }
        var sliced = element;
        if (name.LastIndexOf('/') is > 0 and var slash)
        {
            if (Slice(ref sliced, name[..slash]) is { } issue) return issue;
        }
        else if (ImplicitSlicing.Of(element) is { } implied)
        {
            if (element["slicing"] is null)
            {
                TypeProfileRoot.SetGeneralWords(element);
                element["slicing"] = implied;
            }
        }
        else if (element["slicing"] is null)
        {
            return Invalid($"The differential has the slice '{name}' of '{element.Name}', which is not sliced.");
        }
        if (!budget.TrySpend()) return TooMany();
        var slice = ElementMerge.Slice(sliced, name);
        ChoiceSlicing.SetType(slice);
        // Parts that only this structure has are written out for each slice; parts of a type when something constrains them.
        if (Unfolding.HasOwnParts(sliced) && !sliced.CopyChildren(slice, budget)) return TooMany();
        element.AddSlice(slice, sliced);
        element = slice;
        return null;
    }

    private static string Tail(string type) => type[(type.LastIndexOf('/') + 1)..];

    private Issue TooMany() => Invalid($"The snapshot needs more than {SnapshotGenerator.MostElements} elements.");

    private Issue Invalid(string message) =>
        new(IssueSeverity.Warning, IssueType.NotSupported, "", $"{structure.Text("url")}: {message}") { Missing = structure.Text("url"), Fix = "Correct the definition, or add it with a snapshot." };
}
