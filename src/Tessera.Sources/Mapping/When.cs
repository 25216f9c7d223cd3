using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>An element that is there under a condition.</summary>
internal sealed class When(Condition condition, Element element) : Element
{
    public override void Bind(Layout layout, string path)
    {
        condition.Bind(layout);
        element.Bind(layout, path);
    }

    public override bool Exists(Row row)
    {
        if (!element.Exists(row)) return false;
        if (condition.Holds(row)) return true;
        condition.UseAgainst(row);
        return false;
    }

    public override void Write(Row row, Utf8JsonWriter json)
    {
        condition.Use(row);
        element.Write(row, json);
    }
}
