using System.Xml;
using System.Xml.Linq;

namespace Tessera.Architecture;

/// <summary>One banned call per method, to show that the check can fail.</summary>
internal static class BadSample
{
    public static DateTime Clock() => DateTime.UtcNow;
    public static DateTimeOffset ZonedClock() => DateTimeOffset.Now;
    public static void Sleep() => Thread.Sleep(1);
    public static int Result(Task<int> task) => task.Result;
    public static void Wait(Task task) => task.Wait();
    public static int Awaiter(Task<int> task) => task.GetAwaiter().GetResult();
    public static int ConfiguredAwaiter(Task<int> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();
    public static int Unseeded() => new Random().Next();
    public static int SharedRandom() => Random.Shared.Next();
    public static XDocument ParseXml(string text) => XDocument.Parse(text);
    public static XDocument LoadXml(Stream stream) => XDocument.Load(stream);
    public static void LoadOldXml(string text) => new XmlDocument().LoadXml(text);
    public static void Terminal() => Console.WriteLine();
    public static void Unfinished() => throw new NotImplementedException();
    public static string ReadFile(string path) => File.ReadAllText(path);
    public static HttpClient Socket() => new(new System.Net.Http.HttpClientHandler());
    public static TimeProvider SystemClock() => TimeProvider.System;
}

/// <summary>What the checks must leave alone.</summary>
internal static class GoodSample
{
    public static async Task<int> Await(Task<int> task) => await task.ConfigureAwait(false) + await task;
    public static XDocument Load(XmlReader reader) => XDocument.Load(reader);
    public static int Seeded() => new Random(42).Next();
}
