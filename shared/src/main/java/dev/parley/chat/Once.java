package dev.parley.chat;

/// Whether a request may have its effect once only.
public sealed interface Once {
    /// A request without a key: each one has its effect.
    Once ALWAYS = new Unkeyed();

    /// A request without a key.
    record Unkeyed() implements Once {}

    /// A request under an idempotency key of its caller: `key` is a hash of the key, `request` a hash of everything
    /// that was asked (method, path, query, body).
    record Keyed(String key, String request) implements Once {

        /// The receipt of the same request, which has run before.
        ///
        /// @throws Refusal.Invalid when the receipt is another request's
        public Receipt same(Receipt receipt) {
            if (!receipt.request().equals(request)) {
                throw new Refusal.Invalid("Idempotency-Key", "was used with another request");
            }
            return receipt;
        }
    }
}
