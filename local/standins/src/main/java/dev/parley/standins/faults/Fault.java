package dev.parley.standins.faults;

import java.io.IOException;

/// What becomes of a call on its way, instead of being passed on and answered.
@FunctionalInterface
public interface Fault {
    /// Nothing goes wrong.
    Fault NONE = exchange -> exchange.answer(exchange.forward());

    void befall(Exchange exchange) throws IOException;
}
