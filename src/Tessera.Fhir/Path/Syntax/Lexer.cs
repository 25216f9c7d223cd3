namespace Tessera.Fhir.Path.Syntax;

/// <summary>Cuts an expression into tokens. See http://hl7.org/fhirpath/N1/#lexical-elements</summary>
internal struct Lexer(string text)
{
    private int at;

    /// <summary>What is wrong, or null.</summary>
    public SyntaxFault? Fault { get; private set; }

    public Token Next()
    {
        if (!SkipBlanks()) return new Token(TokenKind.End, at, 0);
        if (at == text.Length) return new Token(TokenKind.End, at, 0);
        var start = at;
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_') return Take(TokenKind.Name, start, EndOfName(at));
        if (char.IsAsciiDigit(c)) return Take(TokenKind.Number, start, EndOfNumber());
        switch (c)
        {
            case '\'':
                return Quoted(TokenKind.Text, start);
            case '`':
                return Quoted(TokenKind.QuotedName, start);
            case '"':
                return Quoted(TokenKind.QuotedName, start); // the form of FHIRPath before its normative release
            case '@':
                return Take(TokenKind.Moment, start, EndOfMoment());
            case '%':
                return Variable(start);
            case '$' when EndOfName(at + 1) > at + 1:
                return Take(TokenKind.Dollar, start, EndOfName(at + 1));
        }
        var length = at + 1 < text.Length && text.AsSpan(at, 2) is "<=" or ">=" or "!=" or "!~" ? 2 : 1;
        if (length == 1 && !".()[]{},+-*/|&=~<>".Contains(c, StringComparison.Ordinal)) return Fail(start, $"The character '{c}' has no meaning here.");
        return Take(TokenKind.Symbol, start, start + length);
    }

    private Token Take(TokenKind kind, int start, int end)
    {
        at = end;
        return new Token(kind, start, end - start);
    }

    private Token Fail(int position, string message)
    {
        Fault ??= new SyntaxFault(position, message);
        at = text.Length;
        return new Token(TokenKind.End, position, 0);
    }

    private bool SkipBlanks()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("//"))
            {
                var end = text.AsSpan(at).IndexOfAny('\r', '\n');
                at = end < 0 ? text.Length : at + end;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                var end = text.AsSpan(at + 2).IndexOf("*/");
                if (end < 0)
                {
                    Fail(at, "The comment is not closed.");
                    return false;
                }
                at += end + 4;
            }
            else
            {
                return true;
            }
        }
        return true;
    }

    private readonly int EndOfName(int from)
    {
        while (from < text.Length && (char.IsAsciiLetterOrDigit(text[from]) || text[from] == '_')) from++;
        return from;
    }

    private readonly int EndOfNumber()
    {
        var end = Digits(at);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1])) return Digits(end + 1);
        return end < text.Length && text[end] == 'L' ? end + 1 : end;
    }

    private readonly int Digits(int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from])) from++;
        return from;
    }

    // @2014, @2014-01-05T10:30:00.000+10:00, @T14:30: a point belongs to the literal only before a digit of a fraction of seconds.
    private readonly int EndOfMoment()
    {
        var end = at + 1;
        var time = false;
        var colons = 0;
        while (end < text.Length)
        {
            var c = text[end];
            if (c == 'T' && !time) time = true;
            else if (c == ':' && time) colons++;
            else if (c == '-' && !time && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])) { }
            else if (c == '.' && colons >= 2 && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])) { }
            else if (c is '+' or '-' && time && IsZone(end)) return end + 6;
            else if (c == 'Z' && time) return end + 1;
            else if (!char.IsAsciiDigit(c)) break;
            end++;
        }
        return end;
    }

    private readonly bool IsZone(int from) =>
        from + 6 <= text.Length && char.IsAsciiDigit(text[from + 1]) && char.IsAsciiDigit(text[from + 2]) && text[from + 3] == ':' &&
        char.IsAsciiDigit(text[from + 4]) && char.IsAsciiDigit(text[from + 5]);

    private Token Quoted(TokenKind kind, int start)
    {
        var quote = text[at];
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\') end++;
            else if (text[end] == quote) return Take(kind, start, end + 1);
        }
        return Fail(start, "The quoted text is not closed.");
    }

    private Token Variable(int start)
    {
        at++;
        if (at < text.Length && text[at] is '`' or '\'' or '"')
        {
            var quoted = Quoted(TokenKind.Variable, at);
            return new Token(quoted.Kind, start, quoted.Start + quoted.Length - start);
        }
        var end = EndOfName(at);
        if (end == at) return Fail(start, "A name must follow '%'.");
        // %vs-name and %ext-name were written without quotes before the normative release.
        if (text.AsSpan(at, end - at) is "vs" or "ext" or "us")
            while (end + 1 < text.Length && text[end] == '-' && char.IsAsciiLetterOrDigit(text[end + 1])) end = EndOfName(end + 1);
        return Take(TokenKind.Variable, start, end);
    }
}
