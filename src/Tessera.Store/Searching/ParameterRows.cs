using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>Conditions on the rows of a parameter: its own, or those of the parameters that hold its values (<see cref="SearchUnion"/>).</summary>
internal sealed class ParameterRows(Vocabulary vocabulary)
{
    /// <summary>Some row passes a test. A key of a reference is that of a resource of the type that the parameter is restricted to, if it is.</summary>
    public Condition Exists(SearchParameter parameter, ValueTable table, ValueTest test) =>
        table == ValueTable.Reference && parameter.Union?.TargetType is { } type
            ? ExistsOfType(parameter, vocabulary.Type(type), test)
            : AnyOf(vocabulary.RowsByValue(parameter), table, test);

    // References by the number of a resource are rows of the parts, among those to other types; references by URL are rows of its own.
    private Condition ExistsOfType(SearchParameter parameter, long type, ValueTest test)
    {
        var (byTarget, byUrl) = (vocabulary.RowsByTarget(parameter), vocabulary.RowsByValue(parameter));
        return test switch
        {
            KeyTest { Keys: [< 0, ..] } => AnyOf(byUrl, ValueTable.Reference, test),
            KeyTest => AnyOf(byTarget, ValueTable.Reference, test),
            TargetTest target => target.TargetType == type ? AnyOf(byTarget, ValueTable.Reference, test) : Condition.Never,
            CanonicalTest => AnyOf(byUrl, ValueTable.Reference, test),
            _ => Condition.AnyOf([AnyOf(byTarget, ValueTable.Reference, new TypeTest(type)), AnyOf(byUrl, ValueTable.Reference, test)]),
        };
    }

    private static Condition AnyOf(IReadOnlyList<long> parameters, ValueTable table, ValueTest test) => Condition.AnyOf(parameters.Select(parameter => new Rows(table, parameter, test)));
}
