namespace Tessera.Sources.Mapping;

/// <summary>A text that the mapping itself states.</summary>
internal sealed class LiteralText(string text) : TextValue
{
    public override int Column => -1;

    public override bool IsConstant => true;

    public override void Bind(Layout layout, string? path)
    {
    }

    public override string Peek(Row row) => text;

    public override string Use(Row row) => text;
}
