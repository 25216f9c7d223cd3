namespace Tessera.Centre.Checks;

/// <summary>One request and what its answer must be. All texts may hold <c>{variables}</c>.</summary>
internal sealed record CheckStep
{
    public required string Method { get; init; }

    /// <summary>Path and query behind the server's base address; empty for the base itself; or a whole URL that an answer gave.</summary>
    public required string Target { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent: JSON, a form, or a text that is wrong on purpose.</summary>
    public string? Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is JSON, in which variables are escaped.</summary>
    public bool IsJson { get; init; }

    public string ContentType { get; init; } = "application/fhir+json";

    /// <summary>The statuses that are right; none for any success.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Headers of the answer: a value, <c>/a pattern/</c>, <c>present</c> or <c>absent</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Has { get; init; } = [];

    /// <summary>FHIRPath expressions over the answer that must be true.</summary>
    public IReadOnlyList<string> Expect { get; init; } = [];

    /// <summary>The records that a search must match, and no other; null when that is not checked.</summary>
    public IReadOnlyList<string>? Finds { get; init; }

    /// <summary>The records that come along with the matches, and no other; null when that is not checked.</summary>
    public IReadOnlyList<string>? Includes { get; init; }

    /// <summary>Whether the matches must come in the order of <see cref="Finds"/>.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether all pages are read, following <c>next</c>.</summary>
    public bool Pages { get; init; }

    /// <summary>The code of an issue of the OperationOutcome that must come, or "" for any; null when none is asked for.</summary>
    public string? Outcome { get; init; }

    /// <summary>The profile that what comes must conform to, or "" for those that it claims itself; null when it is not validated.</summary>
    public string? Valid { get; init; }

    /// <summary>The given record whose every element the answer must still hold, or null.</summary>
    public string? Keeps { get; init; }

    /// <summary>Variables taken from the answer: a FHIRPath expression, or <c>header Name</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Let { get; init; } = [];

    /// <summary>The name under which the record that was written is known from here on, or null.</summary>
    public string? As { get; init; }

    /// <summary>What the step is repeated for: <c>types</c> or <c>searches</c> of the statement, or a FHIRPath expression over the last answer; <c>{each}</c> is the value.</summary>
    public string? Each { get; init; }

    /// <summary>What ends the case as not applicable when it is not true: FHIRPath over the answer, <c>status N</c> or <c>no body</c>. For what the
    /// specification leaves to the server.</summary>
    public string? Unless { get; init; }

    /// <summary>Why it is not applicable then.</summary>
    public string? Why { get; init; }
}
