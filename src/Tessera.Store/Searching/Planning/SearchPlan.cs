using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching.Planning;

/// <summary>How a condition is answered: where to start and what to test then.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Driver">Where to start.</param>
/// <param name="Rest">What to test.</param>
/// <param name="Estimate">How many rows the start gives, counted up to a limit.</param>
internal sealed record SearchPlan(long Type, Driver Driver, Condition Rest, long Estimate);
