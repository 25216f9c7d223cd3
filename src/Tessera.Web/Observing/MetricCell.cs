using System.Globalization;
using System.Text;

namespace Tessera.Web.Observing;

/// <summary>One value: a sum, or a histogram when there are bounds.</summary>
internal sealed class MetricCell(double[] bounds)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public void Set(double value)
    {
        lock (gate) sum = value;
    }

    public void Add(double value)
    {
        lock (gate)
        {
            sum += value;
            if (bounds.Length == 0) return;
            var at = 0;
            while (at < bounds.Length && value > bounds[at]) at++;
            counts[at]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        lock (gate)
        {
            if (bounds.Length == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {sum}\n");
                return;
            }

            var separator = labels.Length == 0 ? "" : ",";
            var total = 0L;
            for (var at = 0; at < counts.Length; at++)
            {
                total += counts[at];
                var bound = at < bounds.Length ? bounds[at].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{separator}le=\"{bound}\"}} {total}\n");
            }

            var braces = labels.Length == 0 ? "" : $"{{{labels}}}";
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {sum}\n{name}_count{braces} {total}\n");
        }
    }
}
