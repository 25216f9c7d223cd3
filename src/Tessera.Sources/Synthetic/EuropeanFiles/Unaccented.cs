using System.Text;
using Tessera.Fhir.Search;

namespace Tessera.Sources.Synthetic.EuropeanFiles;

/// <summary>Writes a letter that an encoding does not have as its plain one: ř as r, ł as l.</summary>
internal sealed class Unaccented : EncoderFallback
{
    public override int MaxCharCount => 1;

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new Letter();

    private sealed class Letter : EncoderFallbackBuffer
    {
        private char plain;
        private bool waiting;

        public override int Remaining => waiting ? 1 : 0;

        public override bool Fallback(char charUnknown, int index)
        {
            // .NET's normalisation does nothing without culture data, which the program runs without.
            var folded = SearchText.Fold(charUnknown.ToString());
            var letter = folded.Length > 0 && char.IsAscii(folded[0]) ? folded[0] : '?';
            (plain, waiting) = (char.IsUpper(charUnknown) ? char.ToUpperInvariant(letter) : letter, true);
            return true;
        }

        public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index)
        {
            (plain, waiting) = ('?', true);
            return true;
        }

        public override char GetNextChar()
        {
            if (!waiting) return '\0';
            waiting = false;
            return plain;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => waiting = false;
    }
}
