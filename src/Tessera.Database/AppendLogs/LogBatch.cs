using System.Buffers.Binary;

namespace Tessera.Database.AppendLogs;

/// <summary>Entries that wait together for one flush.</summary>
internal sealed class LogBatch
{
    private byte[] bytes = new byte[4096];
    private TaskCompletionSource done = NewTask();

    public int Length { get; private set; }

    public Task Done => done.Task;

    public void Add(ReadOnlySpan<byte> entry)
    {
        var needed = Length + LogFormat.LengthOfEntryLength + entry.Length;
        if (needed > bytes.Length) Array.Resize(ref bytes, Math.Max(needed, bytes.Length * 2));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Length), (ushort)entry.Length);
        entry.CopyTo(bytes.AsSpan(Length + LogFormat.LengthOfEntryLength));
        Length = needed;
    }

    /// <summary>As many whole entries, from a place on, as have room; empty when not even the next one has.</summary>
    public ReadOnlySpan<byte> Piece(int from, int room)
    {
        var end = from;
        while (end < Length && end + LogFormat.LengthOfEntryLength + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(end)) - from <= room)
            end += LogFormat.LengthOfEntryLength + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(end));
        return bytes.AsSpan(from, end - from);
    }

    /// <summary>Tells those who wait, and makes the batch ready to be filled again.</summary>
    public void Finish(Exception? failure)
    {
        var waiting = done;
        (done, Length) = (NewTask(), 0);
        if (failure is null) waiting.SetResult();
        else waiting.SetException(failure);
    }

    private static TaskCompletionSource NewTask() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
