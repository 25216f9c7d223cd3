using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Engine;

/// <summary>What changes while an expression runs. Used again by the same thread, so that an evaluation allocates nothing of its own.</summary>
internal sealed partial class Evaluation
{
    /// <summary>An environment without anything.</summary>
    public static readonly FhirPathContext Nothing = new();

    [ThreadStatic]
    private static Evaluation? reusable;

    private ValueBuffer? unused;
    private long stepsLeft;
    private string? failure;
    private bool isBusy;
    private ValueBuffer? spare;
    private IssueType failureType;

    private Evaluation()
    {
    }

    public PathSchema Schema { get; private set; } = null!;

    public FhirPathContext Context { get; private set; } = null!;

    public FhirPathLimits Limits { get; private set; } = null!;

    public int MaxValues { get; private set; }

    /// <summary>The value that the evaluation started with (<c>%context</c>).</summary>
    public FhirPathValue Start { get; set; }

    /// <summary><c>$index</c>.</summary>
    public int Index { get; set; }

    /// <summary><c>$total</c>, or null outside of aggregate.</summary>
    public ValueBuffer? Total { get; set; }

    public bool HasFailed => failure is not null;

    public static Evaluation Begin(PathSchema schema, FhirPathContext context, FhirPathLimits limits)
    {
        var evaluation = reusable ??= new Evaluation();
        if (evaluation.isBusy) evaluation = new Evaluation(); // an evaluation inside another, from a callback
        evaluation.isBusy = true;
        if (!ReferenceEquals(evaluation.Schema, schema)) evaluation.Schema = schema;
        if (!ReferenceEquals(evaluation.Limits, limits)) evaluation.Limits = limits;
        if (!ReferenceEquals(evaluation.Context, context)) evaluation.Context = context;
        evaluation.MaxValues = limits.MaxValues;
        evaluation.stepsLeft = limits.MaxSteps;
        return evaluation;
    }

    /// <summary>Ends it and gives its state back to the thread.</summary>
    public Issue? End()
    {
        var issue = failure is null ? null : new Issue(IssueSeverity.Error, failureType, "", failure);
        failure = null;
        if (Start.Exists) Start = default;
        if (!ReferenceEquals(Context, Nothing)) Context = Nothing; // what a caller lends is not kept
        if (now is not null) now = null;
        Index = 0;
        Total = null;
        if (variables.Length > 0) ForgetVariables();
        if (bundle is not null) ForgetReferences();
        isBusy = false;
        return issue;
    }

    /// <summary>Notes the first thing that went wrong. Always false, so that callers can stop with it.</summary>
    public bool Fail(string message, IssueType type = IssueType.Processing)
    {
        if (failure is null) (failure, failureType) = (message, type);
        return false;
    }

    public bool Refuse(int limit) => Fail($"The evaluation would hold more than {limit:N0} values.", IssueType.TooCostly);

    public long StepsLeft => stepsLeft;

    /// <summary>Allows no more steps than these, and says how many there are.</summary>
    public long LimitSteps(long most) => stepsLeft = Math.Min(stepsLeft, most);

    /// <summary>Counts work; false when there was too much of it.</summary>
    public bool Spend(int steps)
    {
        stepsLeft -= steps;
        return stepsLeft >= 0 || Fail("The evaluation takes too many steps.", IssueType.TooCostly);
    }

    /// <summary>Counts a text that is made; false when it, or all of them together, would be too long.</summary>
    public bool SpendText(long length) => length <= Limits.MaxText
        ? Spend((int)(length / 8))
        : Fail($"The text would be longer than {Limits.MaxText:N0} bytes.", IssueType.TooCostly);

    /// <summary>A list for a result that leaves the engine; disposing the result brings it back.</summary>
    public ValueBuffer TakeForResult()
    {
        var buffer = spare ?? new ValueBuffer { Owner = this };
        spare = null;
        return buffer;
    }

    // A result may be disposed by another thread: at worst a list is lost, which is garbage then.
    public void TakeBack(ValueBuffer buffer)
    {
        buffer.ClearForNext();
        spare = buffer;
    }

    public ValueBuffer Take()
    {
        var buffer = unused ?? new ValueBuffer();
        unused = buffer.Next;
        buffer.Next = null;
        return buffer;
    }

    public void Return(ValueBuffer buffer)
    {
        buffer.Clear();
        buffer.Next = unused;
        unused = buffer;
    }

    /// <summary><c>%resource</c>: what the caller says, else the focus when it is a resource, else the document's.</summary>
    public FhirPathValue Resource
    {
        get
        {
            if (Context.Resource.Exists) return OfResource(Context.Resource);
            if (Start.Kind == FhirPathValueKind.Element && Start.ElementType!.IsResource) return Start;
            return Start.Kind == FhirPathValueKind.Element ? OfResource(Start.Document.Root) : default;
        }
    }

    /// <summary><c>%rootResource</c>.</summary>
    public FhirPathValue RootResource => Context.RootResource.Exists ? OfResource(Context.RootResource) : Resource;

    public FhirPathValue OfResource(FhirNode node) => new(node.Document, Schema.ResourceType(node), node.Index, 0);
}
