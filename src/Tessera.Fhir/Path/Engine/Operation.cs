namespace Tessera.Fhir.Path.Engine;

/// <summary>One compiled part of an expression. Immutable and shared between threads; what changes lies in the <see cref="Evaluation"/>.</summary>
internal abstract class Operation
{
    /// <summary>Sends all values for a focus into a sink.</summary>
    /// <returns>False when the sink wants no more or the evaluation failed.</returns>
    public abstract bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink);

    /// <summary>The result as one boolean: http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections</summary>
    public virtual Truth Test(Evaluation evaluation, in FhirPathValue focus) =>
        TryOne(evaluation, focus, out var value) ? Singleton.ToTruth(value) : Truth.Empty;

    /// <summary>Whether there is any value.</summary>
    public virtual bool Any(Evaluation evaluation, in FhirPathValue focus)
    {
        var sink = Sink.Any;
        Emit(evaluation, focus, ref sink);
        return sink.Count > 0;
    }

    /// <summary>Number of values.</summary>
    public virtual int Count(Evaluation evaluation, in FhirPathValue focus)
    {
        var sink = Sink.Tally;
        Emit(evaluation, focus, ref sink);
        return sink.Count;
    }

    /// <summary>The only value; false for none; several are an error.</summary>
    public virtual bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var sink = Sink.One;
        Emit(evaluation, focus, ref sink);
        value = sink.Value;
        if (sink.Count > 1) return evaluation.Fail("A single value is needed here, but there are several.");
        return sink.Count == 1 && !evaluation.HasFailed;
    }

    /// <summary>The first value; false for none.</summary>
    public bool TryFirst(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var sink = Sink.First;
        Emit(evaluation, focus, ref sink);
        value = sink.Value;
        return sink.Count > 0 && !evaluation.HasFailed;
    }

    /// <summary>All values in a list taken from the evaluation; give it back.</summary>
    public ValueBuffer ToBuffer(Evaluation evaluation, in FhirPathValue focus)
    {
        var buffer = evaluation.Take();
        var sink = Sink.Collect(buffer);
        Emit(evaluation, focus, ref sink);
        return buffer;
    }
}
