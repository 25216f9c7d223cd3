using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Engine;

internal sealed partial class Evaluation
{
    private ValueBuffer?[] variables = [];
    private DateTimeOffset? now;

    /// <summary>One moment for the whole evaluation (http://hl7.org/fhirpath/N1/#current-date-and-time-functions).</summary>
    public DateTimeOffset Now => now ??= Context.Clock.GetLocalNow();

    /// <summary>The values of a variable of <c>defineVariable()</c>, or null when it has none yet.</summary>
    public ValueBuffer? Variable(int slot) => slot < variables.Length ? variables[slot] : null;

    /// <summary>Gives a variable its values.</summary>
    public void Define(int slot, ValueBuffer values)
    {
        if (slot >= variables.Length) Array.Resize(ref variables, slot + 4);
        if (variables[slot] is { } old) Return(old);
        variables[slot] = values;
    }

    public FhirPathValue NowValue(FhirPathValueKind kind)
    {
        var moment = Now;
        var ticks = moment.DateTime.Ticks - moment.DateTime.Ticks % TimeSpan.TicksPerMillisecond;
        return kind switch
        {
            FhirPathValueKind.Date => FhirPathValue.Of(new PartialDateTime(moment.Date.Ticks, TemporalPrecision.Day), kind),
            FhirPathValueKind.Time => FhirPathValue.Of(new PartialDateTime(ticks % TimeSpan.TicksPerDay, TemporalPrecision.Second, 3, null, isTime: true), kind),
            _ => FhirPathValue.Of(new PartialDateTime(ticks, TemporalPrecision.Second, 3, (int)moment.Offset.TotalMinutes), kind),
        };
    }

    private void ForgetVariables()
    {
        foreach (ref var variable in variables.AsSpan())
        {
            if (variable is not null) Return(variable);
            variable = null;
        }
    }
}
