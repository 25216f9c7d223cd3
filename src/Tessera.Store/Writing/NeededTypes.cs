using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Resource types that the store has not seen yet: they get their numbers before anything of them is written.</summary>
internal static class NeededTypes
{
    extension(Vocabulary vocabulary)
    {
        /// <summary>The types that writes need and the store does not know.</summary>
        public HashSet<string> NewTypes(params ReadOnlySpan<PreparedWrite> writes)
        {
            var types = new HashSet<string>(StringComparer.Ordinal);
            foreach (var write in writes)
            {
                if (write.Entries is null) continue;
                if (!vocabulary.Has(write.Write.Type)) types.Add(write.Write.Type);
                foreach (var reference in write.Entries.References)
                    if (reference.Type.Length > 0 && !vocabulary.Has(reference.Type)) types.Add(reference.Type);
            }

            return types;
        }

        /// <summary>Makes sure that what was prepared within a transaction can be written.</summary>
        /// <exception cref="NewTypesException">Types have to be added first.</exception>
        public void Require(PreparedWrite write)
        {
            if (vocabulary.NewTypes(write) is { Count: > 0 } types) throw new NewTypesException(types);
        }
    }
}

/// <summary>Ends a transaction that needs types which the store does not know yet.</summary>
internal sealed class NewTypesException(IReadOnlySet<string> types) : Exception
{
    public IReadOnlySet<string> Types { get; } = types;
}
