using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Store.Searching.Conditions;

/// <summary>A test of one index row.</summary>
internal abstract record ValueTest;

/// <summary>Any value.</summary>
internal sealed record AnyValue : ValueTest;

/// <summary>The key is one of these.</summary>
internal sealed record KeyTest(IReadOnlyList<long> Keys) : ValueTest;

/// <summary>The key is one of these, which may be many.</summary>
internal sealed record KeySetTest(IReadOnlyList<long> Keys) : ValueTest;

/// <summary>The reference leads to a resource of this type, be it there or not.</summary>
internal sealed record TypeTest(long TargetType) : ValueTest;

/// <summary>The code is of this system.</summary>
internal sealed record SystemTest(long System) : ValueTest;

/// <summary>The URI is this or lies below it.</summary>
internal sealed record BelowTest(string Uri) : ValueTest;

/// <summary>A text is this, starts with it or contains it.</summary>
internal sealed record TextTest(TextComparison Comparison, string Folded, string Text) : ValueTest;

/// <summary>A range of instants is related to a given one.</summary>
internal sealed record DateTest(SearchPrefix Prefix, DateRange Range) : ValueTest;

/// <summary>A number is related to a given one.</summary>
internal sealed record NumberTest(SearchPrefix Prefix, DecimalRange Range) : ValueTest;

/// <summary>A number with one of these units, given as numbers of codes, or any unit when null.</summary>
internal sealed record QuantityTest(SearchPrefix Prefix, DecimalRange Range, IReadOnlyList<long>? Codes, IReadOnlyList<long>? Units) : ValueTest;

/// <summary>The canonical reference is the URL, which these parameters hold, of a resource of this type that fulfils a condition.</summary>
internal sealed record CanonicalTest(long TargetType, IReadOnlyList<long> Urls, Condition Target) : ValueTest;

/// <summary>The reference leads to a resource of this type that fulfils a condition.</summary>
internal sealed record TargetTest(long TargetType, Condition Target) : ValueTest;
