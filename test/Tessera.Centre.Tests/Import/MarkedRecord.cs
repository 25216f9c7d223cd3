using System.Globalization;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A record of a source that knows when each changed.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Mark">When it changed last.</param>
/// <param name="Needs">What the mapping must understand to take it; 0 for nothing special.</param>
/// <param name="Says">What it says.</param>
internal sealed record MarkedRecord(int Number, int Mark, int Needs, int Says)
{
    /// <summary>The records as a source whose mapping understands so much.</summary>
    public static ImportSource Source(IReadOnlyList<MarkedRecord> records, int understood, FhirDefinitions definitions)
    {
        var now = records.ToList();
        return new ImportSource("marked", "marked@1", _ => throw new InvalidOperationException("it is asked"))
        {
            IsIncremental = true,
            ReadAsked = (request, _) => now
                .Where(record => request.Since is null || string.CompareOrdinal(record.Text, request.Since) >= 0)
                .OrderBy(record => (record.Number * 7919) % 101)
                .Select(record => record.Outcome(understood, definitions)),
        };
    }

    private string Text => Mark.ToString("000", CultureInfo.InvariantCulture);

    private RecordOutcome Outcome(int understood, FhirDefinitions definitions)
    {
        var record = new SourceRecord("marked", "table", Number, "") { Mark = Text };
        if (Needs > understood) return new Quarantined(record, new CellAccount(0, 0, 1), [new CellProblem("code", "the code is not known", "Map it.")]);
        var document = FhirDocument.Parse($$"""{"resourceType":"Patient","id":"m{{Number}}","meta":{"source":"urn:x"},"identifier":[{"value":"{{Says}}"}]}""", definitions.Names);
        return new Extracted(record, new CellAccount(1, 0, 0), [new ExtractedResource("Patient", $"m{Number}", document, "marked@1", [new ElementOrigin("code", "Patient.identifier")])]);
    }
}
