namespace Tessera.Fhir.Definitions.Compile;

/// <summary>A stream that ends with an exception when more comes out of it than expected: a small archive can unpack to anything.</summary>
internal sealed class BoundedStream(Stream inner, long most, Func<Exception> tooMuch) : Stream
{
    private long read;

    /// <summary>How many zeros came last.</summary>
    public long ZerosAtEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        read += count;
        var last = buffer[..count].LastIndexOfAnyExcept((byte)0);
        ZerosAtEnd = last < 0 ? ZerosAtEnd + count : count - 1 - last;
        return read > most ? throw tooMuch() : count;
    }

    public override void Flush()
    {
        // nothing is written
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
