using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A value that the row's rules work out.</summary>
internal sealed class Computed(Action<Row, Utf8JsonWriter> write) : Element
{
    /// <summary>Whether there is one; null for always.</summary>
    public Func<Row, bool>? If { get; init; }

    public override void Bind(Layout layout, string path)
    {
    }

    public override bool Exists(Row row) => If?.Invoke(row) ?? true;

    public override void Write(Row row, Utf8JsonWriter json) => write(row, json);
}
