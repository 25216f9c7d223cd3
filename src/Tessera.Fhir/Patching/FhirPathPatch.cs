using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>A FHIRPath Patch: a Parameters resource whose operations name places by FHIRPath. See https://hl7.org/fhir/R4/fhirpatch.html</summary>
public sealed class FhirPathPatch : IResourcePatch
{
    private readonly List<FhirPathPatchOperation> operations;
    private readonly FhirDefinitions definitions;

    private FhirPathPatch(List<FhirPathPatchOperation> operations, FhirDefinitions definitions) => (this.operations, this.definitions) = (operations, definitions);

    /// <summary>Reads a patch.</summary>
    /// <param name="document">The Parameters resource.</param>
    /// <param name="definitions">The definitions that it was read with.</param>
    /// <param name="patch">The patch, or null.</param>
    /// <param name="issue">What is wrong with it, or null.</param>
    public static bool TryRead(FhirDocument document, FhirDefinitions definitions, [NotNullWhen(true)] out FhirPathPatch? patch, [NotNullWhen(false)] out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(definitions);
        (patch, issue) = (null, null);
        var operations = new List<FhirPathPatchOperation>();
        if (document.ResourceType != "Parameters") issue = new Issue(IssueSeverity.Error, IssueType.Invalid, "", "A FHIRPath Patch is a Parameters resource.");
        foreach (var parameter in document.Root["parameter"].Items)
        {
            if (issue is not null) return false;
            var place = string.Create(CultureInfo.InvariantCulture, $"Parameters.parameter[{operations.Count}]");
            if (operations.Count == JsonPatch.MostOperations) issue = new Issue(IssueSeverity.Error, IssueType.TooCostly, place, $"A patch has at most {JsonPatch.MostOperations} operations.");
            else if (FhirPathPatchOperation.Read(parameter, place, out issue) is { } operation) operations.Add(operation);
        }

        if (issue is not null) return false;
        patch = new FhirPathPatch(operations, definitions);
        return true;
    }

    /// <inheritdoc/>
    public bool TryApply(FhirDocument document, DocumentLimits limits, [NotNullWhen(true)] out FhirDocument? patched, [NotNullWhen(false)] out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(limits);
        var changed = new PatchedDocument(document, limits);
        (patched, issue) = (null, null);
        foreach (var operation in operations)
        {
            // The path is looked for in the whole resource.
            issue = changed.Charge(changed.Document.Bytes.Length) ?? operation.Apply(changed, definitions) ?? changed.Prune();
            if (issue is not null) return false;
        }

        patched = changed.Document;
        return true;
    }
}
