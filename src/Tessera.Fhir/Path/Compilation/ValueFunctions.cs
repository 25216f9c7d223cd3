using Tessera.Fhir.Path.Functions;
using Tessera.Fhir.Path.Syntax;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Functions on numbers, dates and times, and conversions.</summary>
internal static class ValueFunctions
{
    public static readonly Dictionary<string, FunctionRule> Rules = Make();

    private static Dictionary<string, FunctionRule> Make()
    {
        var rules = new Dictionary<string, FunctionRule>(StringComparer.Ordinal)
        {
            ["abs"] = Math(MathMaps.Abs, null, keepsUnit: true),
            ["ceiling"] = Math(MathMaps.Ceiling, FhirPathValueKind.Integer),
            ["floor"] = Math(MathMaps.Floor, FhirPathValueKind.Integer),
            ["truncate"] = Math(MathMaps.Truncate, FhirPathValueKind.Integer),
            ["exp"] = Math(MathMaps.Exp, FhirPathValueKind.Decimal),
            ["ln"] = Math(MathMaps.Ln, FhirPathValueKind.Decimal),
            ["sqrt"] = Math(MathMaps.Sqrt, FhirPathValueKind.Decimal),
            ["log"] = new(1, 1, (c, call, source) => Pair(c, call, source, MathMaps.Log)),
            ["power"] = new(1, 1, (c, call, source) => Pair(c, call, source, MathMaps.Power)),
            ["round"] = new(0, 1, (c, call, source) => call.Arguments.Count == 0
                ? Math(MathMaps.Round, FhirPathValueKind.Integer).Compile(c, call, source) : Pair(c, call, source, MathMaps.Round)),
            ["now"] = new(0, 0, (_, _, _) => Clock(FhirPathValueKind.DateTime)),
            ["today"] = new(0, 0, (_, _, _) => Clock(FhirPathValueKind.Date)),
            ["timeOfDay"] = new(0, 0, (_, _, _) => Clock(FhirPathValueKind.Time)),
            ["lowBoundary"] = new(0, 1, (c, call, source) => Boundary(c, call, source, false)),
            ["highBoundary"] = new(0, 1, (c, call, source) => Boundary(c, call, source, true)),
            ["precision"] = new(0, 0, (_, _, source) => new(new PrecisionOperation(source.Operation), StaticType.Integer)),
            ["comparable"] = new(1, 1, (c, call, source) => new(new ComparableOperation(source.Operation, c.Argument(call.Arguments[0]).Operation), StaticType.Boolean)),
        };
        AddComponents(rules);
        foreach (var kind in new[] { FhirPathValueKind.Boolean, FhirPathValueKind.Integer, FhirPathValueKind.Long, FhirPathValueKind.Decimal, FhirPathValueKind.String,
            FhirPathValueKind.Date, FhirPathValueKind.DateTime, FhirPathValueKind.Time, FhirPathValueKind.Quantity })
        {
            var most = kind == FhirPathValueKind.Quantity ? 1 : 0;
            rules["to" + kind] = new(0, most, (c, call, source) => new(Conversion(c, call, source, kind), StaticType.Of(kind)));
            rules["convertsTo" + kind] = new(0, most, (c, call, source) => new(new ConvertsOperation(source.Operation, Conversion(c, call, source, kind)), StaticType.Boolean));
        }
        return rules;
    }

    private static void AddComponents(Dictionary<string, FunctionRule> rules)
    {
        void Add(string name, TemporalPrecision least, Func<PartialDateTime, FhirPathValue> part) =>
            rules[name] = new(0, 0, (_, _, source) => new(new ComponentOperation(source.Operation, least, part), StaticType.Unknown with { IsSingle = true }));

        Add("yearOf", TemporalPrecision.Year, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Year));
        Add("monthOf", TemporalPrecision.Month, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Month));
        Add("dayOf", TemporalPrecision.Day, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Day));
        Add("hourOf", TemporalPrecision.Hour, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Hour));
        Add("minuteOf", TemporalPrecision.Minute, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Minute));
        Add("secondOf", TemporalPrecision.Second, moment => FhirPathValue.Of(new DateTime(moment.Ticks).Second));
        Add("millisecondOf", TemporalPrecision.Second, moment => moment.FractionDigits == 0 ? default : FhirPathValue.Of(new DateTime(moment.Ticks).Millisecond));
        Add("timezoneOffsetOf", TemporalPrecision.Hour, moment => moment.OffsetMinutes is { } offset ? FhirPathValue.Of(decimal.Round(offset / 60m, 2)) : default);
        Add("dateOf", TemporalPrecision.Year, moment => Conversions.TryConvert(FhirPathValue.Of(moment, FhirPathValueKind.DateTime), FhirPathValueKind.Date, out var date) ? date : default);
        Add("timeOf", TemporalPrecision.Hour, moment => FhirPathValue.Of(
            new PartialDateTime(moment.Ticks % TimeSpan.TicksPerDay, moment.Precision, moment.FractionDigits, null, isTime: true), FhirPathValueKind.Time));
    }

    private static FunctionRule Math(Func<FhirPathValue, decimal, FhirPathValue> function, FhirPathValueKind? result, bool keepsUnit = false) => new(0, 0, (_, call, source) =>
    {
        Compiler.NeedNumber(call, source);
        return new(new MathOperation(source.Operation, function, keepsUnit), result is { } kind ? StaticType.Of(kind) : source.Type with { IsSingle = true });
    });

    private static Compiled Pair(Compiler compiler, CallNode call, Compiled source, Func<FhirPathValue, decimal, decimal, FhirPathValue> function)
    {
        Compiler.NeedNumber(call, source);
        return new(new MathPairOperation(source.Operation, compiler.Argument(call.Arguments[0]).Operation, function), StaticType.Unknown with { IsSingle = true });
    }

    private static Compiled Clock(FhirPathValueKind kind) => new(new ClockOperation(kind), StaticType.Of(kind));

    private static Compiled Boundary(Compiler compiler, CallNode call, Compiled source, bool high) =>
        new(new BoundaryOperation(source.Operation, call.Arguments.Count > 0 ? compiler.Argument(call.Arguments[0]).Operation : null, high), StaticType.Unknown with { IsSingle = true });

    private static ConvertOperation Conversion(Compiler compiler, CallNode call, Compiled source, FhirPathValueKind kind) =>
        new(source.Operation, kind, call.Arguments.Count > 0 ? compiler.Argument(call.Arguments[0]).Operation : null);
}
