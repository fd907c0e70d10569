package dev.parley.promises.faults;

import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;

/// A request that was disturbed.
///
/// @param how what happened to it
/// @param user its sender, at the patient server
/// @param isAnswered whether it was answered as if nothing had happened
/// @param mayKeepTurn whether it may have been unable to give its turn back, so that a lease has to end
record Disturbed(String how, Subject subject, ApiClient user, boolean isAnswered, boolean mayKeepTurn) {
    @Override
    public String toString() {
        return subject.operation() + " of " + user.sub() + ", " + how;
    }
}
