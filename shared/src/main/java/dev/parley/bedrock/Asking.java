package dev.parley.bedrock;

import dev.parley.chat.Refusal;
import dev.parley.chat.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// How Bedrock is asked for a turn: once, and once more only when it was throttled so quickly that there is time
/// left. Whatever it fails with is no answer; an error that Bedrock answers with has used no tokens, while a call
/// whose end nobody saw may have been billed.
///
/// Clients must not try again by themselves, or one turn could be billed several times and outlast its request.
///
/// @param blamed what a failure's reason begins with
record Asking(String blamed, Clock clock) {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(10);

    private static final int SERVERS_FAULT = 500;
    /// The model ran out of time, failed, or is not ready.
    private static final Set<Integer> PASSING = Set.of(408, 424, 429);

    /// What `call` gives within the time that is passed to it.
    <T> T ask(Duration within, Function<Duration, T> call) {
        Instant begun = clock.instant();
        try {
            return once(within, call);
        } catch (AwsServiceException failure) {
            return again(timeForAnother(failure, begun, within), call);
        }
    }

    /// How long another try may take after `failure`.
    ///
    /// @throws Refusal.NoAnswer when there is to be none
    Duration timeForAnother(AwsServiceException failure, Instant begun, Duration within) {
        Duration used = Duration.between(begun, clock.instant());
        Duration left = within.minus(used);
        boolean again =
                failure.isThrottlingException() && used.compareTo(QUICK) <= 0 && left.compareTo(WORTH_ANOTHER_TRY) >= 0;
        if (!again) {
            throw failed(failure, Usage.NONE);
        }
        return left;
    }

    /// Refuses a call for which there is no time.
    void check(Duration within) {
        if (!within.isPositive()) {
            throw passing("out of time", Usage.NONE);
        }
    }

    private <T> T again(Duration within, Function<Duration, T> call) {
        try {
            return once(within, call);
        } catch (AwsServiceException failure) {
            throw failed(failure, Usage.NONE);
        }
    }

    private <T> T once(Duration within, Function<Duration, T> call) {
        check(within);
        try {
            return call.apply(within);
        } catch (SdkClientException e) {
            throw unheard(e);
        }
    }

    /// A call whose end nobody saw.
    Refusal.NoAnswer unheard(SdkClientException failure) {
        return passing(failure instanceof ApiCallTimeoutException ? "out of time" : "out of reach", Usage.UNKNOWN);
    }

    /// A call that Bedrock answered with an error.
    Refusal.NoAnswer failed(AwsServiceException failure, Usage usage) {
        String code = Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .map(name -> " " + name)
                .orElse("");
        String reason = "status " + failure.statusCode() + code;
        boolean passing = failure.isThrottlingException()
                || failure.statusCode() >= SERVERS_FAULT
                || PASSING.contains(failure.statusCode());
        return passing ? passing(reason, usage) : noAnswer(reason, usage);
    }

    private Refusal.NoAnswer passing(String reason, Usage usage) {
        return Refusal.NoAnswer.passing(blamed + reason, usage);
    }

    Refusal.NoAnswer noAnswer(String reason, Usage usage) {
        return new Refusal.NoAnswer(blamed + reason, usage);
    }
}
