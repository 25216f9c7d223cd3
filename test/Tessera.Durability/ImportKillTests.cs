using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Fhir.Definitions;
using Tessera.Store.Verifying;

namespace Tessera.Durability;

/// <summary>The real program is killed in the middle of imports and begun again.</summary>
public sealed class ImportKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 12;
    private const int Patients = 400;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-import-kill-").FullName;
    private readonly FhirDefinitions definitions = FhirDefinitions.OpenBuiltIn();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_import_that_is_killed_anywhere_and_begun_again_gives_the_store_of_an_unbroken_one()
    {
        var random = new Random(20261122);
        var source = Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;
        var (unbroken, killed) = (StoreIn("unbroken"), StoreIn("killed"));
        await File.WriteAllTextAsync(unbroken.KeyFile, new string('a', 64));
        await File.WriteAllTextAsync(killed.KeyFile, new string('a', 64));
        Write(source, random, step: 0);
        var watch = Stopwatch.StartNew();
        await Extract(unbroken, kill: null);
        var whole = watch.Elapsed;
        var midway = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill == Kills / 2)
            {
                // From here on rows change, move, vanish and become good.
                await Extract(killed, kill: null);
                Write(source, random, step: 1);
                await Extract(unbroken, kill: null);
            }

            await Extract(killed, TimeSpan.FromSeconds(whole.TotalSeconds * (0.12 + (0.5 * random.NextDouble()))));
            Assert.Empty(StoreVerifier.Run(killed.Store, definitions, null, CancellationToken.None).Findings);
            if (await LastState(killed) == ImportState.Interrupted) midway++;
        }

        await Extract(killed, kill: null);
        Assert.Equal(await Contents(unbroken), await Contents(killed));
        Assert.Empty(StoreVerifier.Run(killed.Store, definitions, null, CancellationToken.None).Findings);
        output.WriteLine($"{midway} of {Kills} kills met an import that had begun; an unbroken one takes {whole.TotalSeconds:0.0} s");
        Assert.True(midway > 0, "no kill met an import");
    }

    private CentreFolder StoreIn(string name) => new(Directory.CreateDirectory(Path.Combine(folder, name)).FullName);

    private async Task Extract(CentreFolder centre, TimeSpan? kill)
    {
        var info = new ProcessStartInfo("dotnet", [ServerProcess.Program, "extract", "--config", Path.Combine(folder, "source", "tessera.yaml"), "--store", centre.Store.Path])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (kill is { } after)
        {
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after));
            if (!process.HasExited) process.Kill();
        }

        await process.WaitForExitAsync();
        if (kill is null) Assert.True(process.ExitCode is 0 or 7, await said + await complained);
    }

    private async Task<ImportState> LastState(CentreFolder centre)
    {
        await using var node = await CentreNode.Open(centre.Store, definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);
        return node.Imports.List(0, 1)[0].State;
    }

    private async Task<string> Contents(CentreFolder centre)
    {
        await using var node = await CentreNode.Open(centre.Store, definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);
        return StoreContents.Of(node);
    }

    private static void Write(string folder, Random random, int step)
    {
        File.WriteAllText(Path.Combine(folder, "tessera.yaml"), "sources:\n  - mapping: mapping.yaml\n    vanished: delete\n    largestShare: 50 %\n");
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), SmallSource.Mapping);
        var patients = new StringBuilder("PatNo;Name;Given;Sex;Born\n");
        var diagnoses = new StringBuilder("TumourNo;PatNo;Code;Date;Recorded\n");
        for (var i = 1; i <= Patients; i++)
        {
            if (step > 0 && random.Next(10) == 0) continue;
            patients.AppendLine(SmallSource.Patient(i, random.Next(30) == 0 ? "?" : "w"));
            for (var n = 0; n < 10; n++)
            {
                if (step > 0 && random.Next(20) == 0) continue;
                diagnoses.AppendLine(SmallSource.Diagnosis((i * 10) + n, i, date: random.Next(50) == 0 ? "never" : string.Create(CultureInfo.InvariantCulture, $"2020-{random.Next(1, 13):00}-15")));
            }
        }

        File.WriteAllText(Path.Combine(folder, "patients.csv"), patients.ToString());
        File.WriteAllText(Path.Combine(folder, "diagnoses.csv"), diagnoses.ToString());
    }
}
