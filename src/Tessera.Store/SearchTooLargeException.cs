namespace Tessera.Store;

/// <summary>A search asks for more values at once than one statement of the database can hold.</summary>
public sealed class SearchTooLargeException() : Exception("The search has more values, each in every unit that measures the same, than can be asked for at once.");
