using System.Runtime.CompilerServices;

namespace Tessera.Oncology.Tests.Journeys;

/// <summary>Texts that somebody read and found right. <c>TESSERA_UPDATE_GOLDEN=1</c> writes them anew, to be read again.</summary>
internal static class Golden
{
    public static void Equal(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("TESSERA_UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{name}.txt has not been written");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
