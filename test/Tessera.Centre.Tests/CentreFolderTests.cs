using Tessera.Centre.Folder;
using Tessera.Database;

namespace Tessera.Centre;

public sealed class CentreFolderTests
{
    [Fact]
    public void The_key_lies_beside_the_store_and_only_its_owner_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-folder-").FullName;
        try
        {
            var centre = CentreFolder.Of(new StoreAddress(Path.Combine(folder, "ward.db")));
            var first = centre.OpenIds().Id("s", "Patient", "1", "l", "k");
            Assert.Equal(first, centre.OpenIds().Id("s", "Patient", "1", "l", "k"));
            Assert.Equal(Path.Combine(folder, "ward.key"), centre.KeyFile);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(centre.KeyFile));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_holds_its_store_under_a_fixed_name() =>
        Assert.Equal(Path.GetFullPath(Path.Combine("here", "centre.db")), new CentreFolder("here").Store.Path);
}
