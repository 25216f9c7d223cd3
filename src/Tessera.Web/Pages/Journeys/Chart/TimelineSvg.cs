using System.Globalization;
using System.Text;
using System.Xml;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>Draws a timeline as SVG: the names of its rows and the plot as two pictures for the page, both as one file. Looks come from
/// <c>chart.css</c>. Across, everything is placed by shares of the width, so that the plot stretches without its words being stretched.</summary>
internal sealed class TimelineSvg(Texts say, Timeline timeline, string address)
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const int NamesWidth = 176;
    private const int NameLetters = 24;
    private const double UnknownLabel = 190;

    private static readonly (Shape Shape, string Path)[] Points =
    [
        (Shape.Square, "M-5-5H5V5H-5Z"), (Shape.Diamond, "M0-7 7 0 0 7-7 0Z"), (Shape.Hexagon, "M0-7 6.1-3.5V3.5L0 7-6.1 3.5V-3.5Z"), (Shape.Cross, "M-2-7H2V-2H7V2H2V7H-2V2H-7V-2H-2Z"),
        (Shape.Tick, "M-1.5-6H1.5V6H-1.5Z"), (Shape.Up, "M0-7 7 6H-7Z"), (Shape.Down, "M0 7 7-6H-7Z"), (Shape.Level, "M-6-2.5H6V2.5H-6Z"),
    ];

    /// <summary>The names of tracks and lanes, those of tracks as links that fold them.</summary>
    public string Names() => Write(writer =>
    {
        Start(writer, "names", NamesWidth.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("aria-label", say["journey.tracks"]);
        WriteNames(writer);
        writer.WriteEndElement();
    });

    /// <summary>The plot.</summary>
    public string Plot() => Write(writer =>
    {
        Start(writer, "plot", "100%");
        writer.WriteAttributeString("aria-label", say["journey.plot"]);
        writer.WriteAttributeString("data-from", Number(timeline.View.From ?? 0));
        writer.WriteAttributeString("data-to", Number(timeline.View.To ?? 0));
        WriteDefinitions(writer);
        WritePlot(writer);
        writer.WriteEndElement();
    });

    /// <summary>Both as one file that stands alone.</summary>
    /// <param name="styles">The stylesheets that the page uses for it.</param>
    public string File(string styles) => Write(writer =>
    {
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("width", Number(NamesWidth + timeline.Width + 16));
        writer.WriteAttributeString("height", Number(timeline.Height + 24));
        writer.WriteAttributeString("class", "timeline");
        writer.WriteAttributeString("role", "img");
        Text(writer, "title", say["journey.plot"]);
        Text(writer, "style", styles);
        WriteDefinitions(writer);
        Rectangle(writer, "ground", "0", 0, "100%", timeline.Height + 24);
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("width", Number(NamesWidth));
        WriteNames(writer);
        writer.WriteEndElement();
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("x", Number(NamesWidth));
        writer.WriteAttributeString("width", Number(timeline.Width));
        writer.WriteAttributeString("overflow", "visible");
        WritePlot(writer);
        writer.WriteEndElement();
        Label(writer, "foot", "8", timeline.Height + 16, say["frame.notice"]);
        writer.WriteEndElement();
    });

    private void WriteNames(XmlWriter writer)
    {
        foreach (var track in timeline.Tracks)
        {
            Line(writer, "edge", "0", track.Top, "100%", track.Top);
            WriteTitle(writer, track);
            if (!track.IsOpen) continue;
            foreach (var lane in track.Lanes)
            {
                var middle = lane.Top + (lane.Lane.Kind == LaneKind.Series ? lane.Height / 2 : 11);
                Named(writer, "lane", middle + (lane.Lane.Note.Length > 0 ? -2 : 4), lane.Lane.Name);
                if (lane.Lane.Note.Length > 0) Named(writer, "note", middle + 12, lane.Lane.Note);
            }
        }
    }

    private void WriteTitle(XmlWriter writer, PlacedTrack track)
    {
        var name = track.Track.Group.ToString().ToLowerInvariant();
        var y = track.Top + 14;
        writer.WriteStartElement("a", Namespace);
        writer.WriteAttributeString("class", "fold t-" + name);
        writer.WriteAttributeString("href", address + timeline.View.Toggled(track.Track.Group).Query());
        writer.WriteAttributeString("data-figure", "fold-" + name);
        writer.WriteAttributeString("aria-expanded", track.IsOpen ? "true" : "false");
        Rectangle(writer, "target", "0", track.Top + 1, "100%", 24);
        Path(writer, "chevron", track.IsOpen ? $"M4 {Number(y - 2)}l4 4 4-4" : $"M6 {Number(y - 4)}l4 4-4 4");
        Use(writer, MarkOf(track.Track.Group), "22", y);
        Label(writer, "track", "34", y + 4, say["group." + name]);
        writer.WriteEndElement();
        if (!track.IsOpen) Label(writer, "note", "120", y + 4, say.Count("journey.facts", track.Track.Facts));
    }

    private static string MarkOf(McodeGroup group) => group switch
    {
        McodeGroup.Patient => "square", McodeGroup.Disease => "diamond", McodeGroup.Genomics => "hexagon", McodeGroup.Labs => "dot", McodeGroup.Treatment => "bar", _ => "up",
    };

    private void WritePlot(XmlWriter writer)
    {
        var bottom = timeline.Height - 4;
        if (timeline.KnownFrom is { } known and > 0)
        {
            Rectangle(writer, "unknown", "0", 30, Share(known), bottom - 30);
            if (known > UnknownLabel) Label(writer, "note", "6", bottom - 6, say["journey.unknown"]);
        }

        foreach (var tick in timeline.Ticks)
        {
            Line(writer, tick.IsStrong ? "tick strong" : "tick", Share(tick.X), 18, Share(tick.X), bottom);
            // The last one's words would leave the picture.
            if (tick.X + (tick.Label.Length * MarkLabel.Letter) < timeline.Width) Label(writer, tick.IsStrong ? "axis strong" : "axis", Share(tick.X), 12, tick.Label, 3);
        }

        foreach (var track in timeline.Tracks) Line(writer, "edge", "0", track.Top, "100%", track.Top);
        WriteRules(writer, bottom);
        var isFirst = true;
        foreach (var track in timeline.Tracks)
        {
            writer.WriteStartElement("g", Namespace);
            writer.WriteAttributeString("class", "t-" + track.Track.Group.ToString().ToLowerInvariant());
            foreach (var lane in track.Lanes) WriteLane(writer, lane, ref isFirst);
            writer.WriteEndElement();
        }
    }

    private void WriteRules(XmlWriter writer, double bottom)
    {
        var free = 0.0;
        foreach (var rule in timeline.Rules.OrderBy(rule => rule.X))
        {
            Line(writer, "rule " + rule.Tone, Share(rule.X), 20, Share(rule.X), bottom);
            var width = rule.Label.Length * MarkLabel.Letter;
            var ends = rule.X + width + 4 > timeline.Width;
            var left = ends ? rule.X - width - 4 : rule.X + 4;
            if (left < free) continue;
            Label(writer, "rule-label " + rule.Tone + (ends ? " ends" : ""), Share(rule.X), 26, rule.Label, ends ? -4 : 4);
            free = left + width + 6;
        }
    }

    private void WriteLane(XmlWriter writer, PlacedLane lane, ref bool isFirst)
    {
        writer.WriteStartElement("g", Namespace);
        writer.WriteAttributeString("data-lane", Clean(lane.Lane.Name));
        if (lane.Band is { } band) Rectangle(writer, "band", "0", lane.Top + band.Top, "100%", Math.Max(1, band.Bottom - band.Top));
        if (lane.Line.Count > 1) WriteLine(writer, lane);
        foreach (var mark in lane.Marks)
        {
            WriteMark(writer, lane, mark, isFirst);
            isFirst = false;
        }

        writer.WriteEndElement();
    }

    // Who speaks to the page says the words that stand in it, shortened or counted as they are (WCAG 2.5.3).
    private string Name(Mark mark) => MarkText.Of(say, mark) is var text && mark.Label is { } label && !text.Contains(label.Text, StringComparison.Ordinal) ? $"{label.Text}. {text}" : text;

    // A line cannot be placed by shares; a picture inside the picture can, and stretches it.
    private void WriteLine(XmlWriter writer, PlacedLane lane)
    {
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("y", Number(lane.Top));
        writer.WriteAttributeString("width", "100%");
        writer.WriteAttributeString("height", Number(lane.Height));
        writer.WriteAttributeString("viewBox", $"0 0 {Number(timeline.Width)} {Number(lane.Height)}");
        writer.WriteAttributeString("preserveAspectRatio", "none");
        writer.WriteStartElement("polyline", Namespace);
        writer.WriteAttributeString("class", "line");
        writer.WriteAttributeString("points", string.Join(' ', lane.Line.Select(point => $"{Number(point.X)},{Number(point.Y)}")));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteMark(XmlWriter writer, PlacedLane lane, Mark mark, bool isFirst)
    {
        var y = lane.Top + mark.Y;
        writer.WriteStartElement("a", Namespace);
        writer.WriteAttributeString("class", "mk " + mark.Shape.ToString().ToLowerInvariant());
        writer.WriteAttributeString("href", Target(mark));
        writer.WriteAttributeString("data-of", string.Join(' ', mark.Facts.Take(40).Select(fact => fact.Source).Distinct()));
        writer.WriteAttributeString("data-count", Number(mark.Facts.Count));
        writer.WriteAttributeString("aria-label", Clean(Name(mark)));
        writer.WriteAttributeString("tabindex", isFirst ? "0" : "-1");
        if (mark.Vague is { } vague) Line(writer, "vague", Share(vague.From), y, Share(vague.To), y);
        if (mark.Spread is { } spread) Line(writer, "spread", Share(mark.X), lane.Top + spread.Top, Share(mark.X), lane.Top + spread.Bottom);
        if (mark.Width > 0) WriteBar(writer, mark, y);
        else
        {
            // Something to point at that is as large as a finger.
            Use(writer, "target", Share(mark.X), y, "target");
            Use(writer, mark.Shape.ToString().ToLowerInvariant(), Share(mark.X), y);
        }

        if (mark.Label is { } label) Label(writer, label.Ends ? "label ends" : "label", Share(label.X), lane.Top + label.Y, label.Text);
        writer.WriteEndElement();
    }

    private void WriteBar(XmlWriter writer, Mark mark, double y)
    {
        var height = mark.Shape switch { Shape.Outlined => 5, Shape.Dashed => 14, _ => 12 };
        Rectangle(writer, "target", Share(mark.X), y - 12, Share(mark.Width), 24);
        Rectangle(writer, "bar", Share(mark.X), y - (height / 2.0), Share(mark.Width), height, mark.Shape == Shape.Hatched ? "url(#hatch)" : null);
        foreach (var notch in mark.Notches) Line(writer, "notch", Share(notch), y - 6, Share(notch), y + 6);
    }

    // Without a script: the record itself, or the table for what stands for several.
    private string Target(Mark mark) => mark.Facts.Count == 1 && !mark.Facts[0].Source.Contains('#', StringComparison.Ordinal)
        ? "/records/" + mark.Facts[0].Source
        : address + (timeline.View with { IsTable = true, Page = 0 }).Query();

    private static void WriteDefinitions(XmlWriter writer)
    {
        writer.WriteStartElement("defs", Namespace);
        foreach (var (shape, path) in Points) Defined(writer, shape.ToString().ToLowerInvariant(), inner => Path(inner, null, path));
        Defined(writer, "dot", inner => Circle(inner, null, 5));
        Defined(writer, "ring", inner => Circle(inner, "mk-open", 4.5));
        Defined(writer, "bar", inner => Path(inner, null, "M-6-2.5H6V2.5H-6Z"));
        Defined(writer, "target", inner => Circle(inner, null, 12));
        writer.WriteStartElement("pattern", Namespace);
        foreach (var (name, value) in new[] { ("id", "hatch"), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)") }) writer.WriteAttributeString(name, value);
        Rectangle(writer, "hatch-ground", "0", 0, "6", 6);
        Rectangle(writer, "hatch-line", "0", 0, "3", 6);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void Start(XmlWriter writer, string part, string width)
    {
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("class", "timeline " + part);
        writer.WriteAttributeString("width", width);
        writer.WriteAttributeString("height", Number(timeline.Height));
        writer.WriteAttributeString("role", "group");
    }

    private static void Defined(XmlWriter writer, string id, Action<XmlWriter> write)
    {
        writer.WriteStartElement("g", Namespace);
        writer.WriteAttributeString("id", "mk-" + id);
        write(writer);
        writer.WriteEndElement();
    }

    private static void Use(XmlWriter writer, string id, string x, double y, string? look = null)
    {
        writer.WriteStartElement("use", Namespace);
        if (look is not null) writer.WriteAttributeString("class", look);
        writer.WriteAttributeString("href", "#mk-" + id);
        writer.WriteAttributeString("x", x);
        writer.WriteAttributeString("y", Number(y));
        writer.WriteEndElement();
    }

    private static void Path(XmlWriter writer, string? look, string path)
    {
        writer.WriteStartElement("path", Namespace);
        if (look is not null) writer.WriteAttributeString("class", look);
        writer.WriteAttributeString("d", path);
        writer.WriteEndElement();
    }

    private static void Circle(XmlWriter writer, string? look, double radius)
    {
        writer.WriteStartElement("circle", Namespace);
        if (look is not null) writer.WriteAttributeString("class", look);
        writer.WriteAttributeString("r", Number(radius));
        writer.WriteEndElement();
    }

    private static void Rectangle(XmlWriter writer, string look, string x, double y, string width, double height, string? fill = null)
    {
        writer.WriteStartElement("rect", Namespace);
        writer.WriteAttributeString("class", look);
        writer.WriteAttributeString("x", x);
        writer.WriteAttributeString("y", Number(y));
        writer.WriteAttributeString("width", width);
        writer.WriteAttributeString("height", Number(height));
        if (fill is not null) writer.WriteAttributeString("fill", fill);
        writer.WriteEndElement();
    }

    private static void Line(XmlWriter writer, string look, string x1, double y1, string x2, double y2)
    {
        writer.WriteStartElement("line", Namespace);
        foreach (var (name, value) in new[] { ("class", look), ("x1", x1), ("y1", Number(y1)), ("x2", x2), ("y2", Number(y2)) }) writer.WriteAttributeString(name, value);
        writer.WriteEndElement();
    }

    private static void Named(XmlWriter writer, string look, double y, string name)
    {
        writer.WriteStartElement("g", Namespace);
        if (name.Length > NameLetters) Text(writer, "title", name);
        Label(writer, look, "34", y, name.Length > NameLetters ? name[..(NameLetters - 1)].TrimEnd() + "…" : name);
        writer.WriteEndElement();
    }

    private static void Label(XmlWriter writer, string look, string x, double y, string words, double dx = 0)
    {
        writer.WriteStartElement("text", Namespace);
        writer.WriteAttributeString("class", look);
        writer.WriteAttributeString("x", x);
        writer.WriteAttributeString("y", Number(y));
        if (dx != 0) writer.WriteAttributeString("dx", Number(dx));
        writer.WriteString(Clean(words));
        writer.WriteEndElement();
    }

    private static void Text(XmlWriter writer, string element, string text)
    {
        writer.WriteStartElement(element, Namespace);
        writer.WriteString(Clean(text));
        writer.WriteEndElement();
    }

    private string Share(double x) => string.Create(CultureInfo.InvariantCulture, $"{100 * x / timeline.Width:0.###}%");

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    // XML has no place for most control characters, and records may hold them.
    private static string Clean(string text) => text.All(IsAllowed) ? text : string.Concat(text.Select(letter => IsAllowed(letter) ? letter : '\ufffd'));

    private static bool IsAllowed(char letter) => letter is >= ' ' and < '\ufffe' or '\n' or '\t' or '\r';

    private static string Write(Action<XmlWriter> write)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment })) write(writer);
        return text.ToString();
    }
}
