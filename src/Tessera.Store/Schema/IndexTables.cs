namespace Tessera.Store.Schema;

/// <summary>Which index tables hold rows of a resource, so that replacing them touches no others.</summary>
[Flags]
internal enum IndexTables
{
    None = 0,
    Token = 1,
    Uri = 2,
    Reference = 4,
    Text = 8,
    Date = 16,
    Number = 32,
    Quantity = 64,
    All = 127,
}
