namespace Tessera.Sources.Mapping;

/// <summary>A text with places for others, such as <c>{$Area}-{$Number}</c>. Without one of them there is none.</summary>
/// <param name="parts">The pieces in turn.</param>
internal sealed class TemplateText(IReadOnlyList<TextValue> parts) : TextValue
{
    public override int Column
    {
        get
        {
            foreach (var part in parts)
                if (part.Column >= 0) return part.Column;
            return -1;
        }
    }

    public override bool IsConstant => parts.All(part => part.IsConstant);

    public override void Bind(Layout layout, string? path)
    {
        foreach (var part in parts) part.Bind(layout, path);
    }

    public override bool Exists(Row row)
    {
        foreach (var part in parts)
            if (!part.Exists(row)) return false;
        return true;
    }

    public override string? Peek(Row row) => Join(row, use: false);

    public override string? Use(Row row) => Join(row, use: true);

    private string? Join(Row row, bool use)
    {
        var texts = new string?[parts.Count];
        for (var i = 0; i < texts.Length; i++)
            if ((texts[i] = parts[i].Peek(row)) is null && !(use && parts[i].Exists(row))) return null;
        if (use)
            for (var i = 0; i < texts.Length; i++) texts[i] = parts[i].Use(row);
        return string.Concat(texts);
    }
}
