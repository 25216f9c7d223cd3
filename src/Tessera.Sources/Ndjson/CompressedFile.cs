using System.IO.Compression;

namespace Tessera.Sources.Ndjson;

/// <summary>Files compressed with gzip (RFC 1952).</summary>
internal static class CompressedFile
{
    private const int MarkLength = 16;

    /// <summary>Whether a file is compressed, by its first bytes: names lie, and JSON never begins so.</summary>
    public static bool Is(FileStream file)
    {
        var isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isCompressed;
    }

    /// <summary>Whether a compressed file is whole and undamaged. A cut file just ends for the library; but only behind a whole one can another
    /// member follow and be read.</summary>
    public static bool IsWhole(FileStream file)
    {
        byte[] mark = Guid.NewGuid().ToByteArray();
        try
        {
            using var content = new GZipStream(new Followed(file, Member(mark)), CompressionMode.Decompress);
            return EndsWith(content, mark);
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            file.Position = 0;
        }
    }

    private static byte[] Member(byte[] content)
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression)) gzip.Write(content);
        return member.ToArray();
    }

    private static bool EndsWith(Stream content, ReadOnlySpan<byte> mark)
    {
        var buffer = new byte[64 * 1024];
        var kept = 0;
        for (int read; (read = content.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var length = kept + read;
            kept = Math.Min(length, MarkLength);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }

        return buffer.AsSpan(0, kept).SequenceEqual(mark);
    }

    private sealed class Followed(FileStream file, byte[] end) : Stream
    {
        private int given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (file.Read(buffer, offset, count) is > 0 and var read) return read;
            var length = Math.Min(count, end.Length - given);
            end.AsSpan(given, length).CopyTo(buffer.AsSpan(offset));
            given += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
