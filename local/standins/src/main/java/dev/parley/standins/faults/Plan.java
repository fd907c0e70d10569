package dev.parley.standins.faults;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/// Which fault befalls which call.
@FunctionalInterface
public interface Plan {
    /// Nothing fails.
    Plan FAIR = _ -> Fault.NONE;

    Fault of(OutboundCall call);

    /// The first try of that one call fails.
    static Plan once(OutboundCall chosen, Fault fault) {
        return call -> call.equals(chosen) ? fault : Fault.NONE;
    }

    /// That call and every later one of its operation fails, however often they are tried.
    static Plan lasting(OutboundCall chosen, Fault fault) {
        return call ->
                call.operation().equals(chosen.operation()) && call.ordinal() >= chosen.ordinal() ? fault : Fault.NONE;
    }

    /// A share of all tries of these operations fails, from 0 to 1: the same tries for the same seed.
    static Plan share(double share, long seed, List<String> operations, Fault fault) {
        return call -> operations.contains(call.operation()) && draw(seed, call, fault) < share ? fault : Fault.NONE;
    }

    /// The first of the two plans that has a fault for a call decides.
    default Plan or(Plan other) {
        return call -> {
            Fault fault = of(call);
            return fault.equals(Fault.NONE) ? other.of(call) : fault;
        };
    }

    private static double draw(long seed, OutboundCall call, Fault fault) {
        return new SplittableRandom(Objects.hash(seed, call, fault.toString())).nextDouble();
    }
}
