using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A rule that writes one JSON value from the cells of a row.</summary>
internal abstract class Element
{
    /// <summary>Resolves the columns and takes the FHIRPath of the value, once per layout.</summary>
    public abstract void Bind(Layout layout, string path);

    /// <summary>Whether the row has something to write; FHIR knows no empty objects.</summary>
    public abstract bool Exists(Row row);

    /// <summary>Whether it is the same for every row, so that an object around it is there only when something else is.</summary>
    public virtual bool IsFixed => false;

    /// <summary>Writes the value; a cell that cannot be used becomes a problem of the row, whose resources are then thrown away.</summary>
    public abstract void Write(Row row, Utf8JsonWriter json);

    /// <summary>Writes what it gives into an array that somebody else opened: one item, unless the rule says otherwise.</summary>
    public virtual void WriteItems(Row row, Utf8JsonWriter json) => Write(row, json);
}
