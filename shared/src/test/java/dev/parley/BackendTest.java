package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.chat.Caller;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import dev.parley.http.Callers;
import dev.parley.http.Event;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
    private static final Event ANYBODYS = new Event("", "", "", Map.of(), Map.of(), Map.of(), "", "", false);

    @ParameterizedTest
    @CsvSource({
        "false, false, false, false",
        "false, false, true,  false",
        "false, true,  false, false",
        "false, true,  true,  false",
        "true,  false, false, false",
        "true,  false, true,  false",
        "true,  true,  false, true",
        "true,  true,  true,  false"
    })
    void aLocalIdentityIsHonouredOnlyBySamLocal(boolean identity, boolean samLocal, boolean lambda, boolean honoured) {
        Map<String, String> settings = new HashMap<>(Map.of("PARLEY_CLIENT_ID", "client"));
        if (identity) {
            settings.put("PARLEY_LOCAL_IDENTITY", "ada:admins");
        }
        if (samLocal) {
            settings.put("AWS_SAM_LOCAL", "true");
        }
        if (lambda) {
            settings.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        }
        Callers callers = backend(settings).callers();

        if (honoured) {
            assertThat(callers.of(ANYBODYS)).isEqualTo(new Caller(new UserId("ada"), true));
        } else {
            assertThatExceptionOfType(Refusal.Unauthenticated.class).isThrownBy(() -> callers.of(ANYBODYS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-demand", "provisioned-concurrency", "snap-start", "lambda-managed-instances"})
    void noSettingOpensADeployedFunction(String initialization) {
        Callers callers = backend(Map.of(
                        "PARLEY_CLIENT_ID", "client",
                        "PARLEY_LOCAL_IDENTITY", "ada:admins",
                        "AWS_SAM_LOCAL", "true",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "2026/02/18/[$LATEST]beb04ee456a5419c9f5e9af71a5bd95b",
                        "AWS_LAMBDA_INITIALIZATION_TYPE", initialization))
                .callers();

        assertThatExceptionOfType(Refusal.Unauthenticated.class).isThrownBy(() -> callers.of(ANYBODYS));
    }

    @Test
    void aLocalIdentityIsHonouredByASamLocalThatNamesAnInitializationToo() {
        Callers callers = backend(Map.of(
                        "PARLEY_CLIENT_ID", "client",
                        "PARLEY_LOCAL_IDENTITY", "ada:admins",
                        "AWS_SAM_LOCAL", "true",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "$LATEST",
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"))
                .callers();

        assertThat(callers.of(ANYBODYS)).isEqualTo(new Caller(new UserId("ada"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankLocalIdentityIsNone(String identity) {
        Callers callers = backend(Map.of(
                        "PARLEY_CLIENT_ID", "client", "PARLEY_LOCAL_IDENTITY", identity, "AWS_SAM_LOCAL", "true"))
                .callers();

        assertThatExceptionOfType(Refusal.Unauthenticated.class).isThrownBy(() -> callers.of(ANYBODYS));
    }

    @Test
    void withoutLocalIdentityTheClientMustBeNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> backend(Map.of()).callers())
                .withMessage("the environment variable PARLEY_CLIENT_ID is not set");
        assertThatIllegalStateException()
                .isThrownBy(() -> backend(Map.of("PARLEY_CLIENT_ID", " ")).callers())
                .withMessage("the environment variable PARLEY_CLIENT_ID is not set");
    }

    @Test
    void theTableMustBeNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> backend(Map.of("PARLEY_MODEL_ID", "model")).chats())
                .withMessage("the environment variable PARLEY_TABLE is not set");
    }

    @Test
    void theModelMustBeNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> backend(Map.of("PARLEY_TABLE", "parley")).answeringChats())
                .withMessage("the environment variable PARLEY_MODEL_ID is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "a week", "36501"})
    void aRetentionMustBeANumberOfDays(String days) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> backend(Map.of(
                                "PARLEY_TABLE", "parley",
                                "PARLEY_MODEL_ID", "model",
                                "PARLEY_SESSION_RETENTION_DAYS", days))
                        .chats())
                .withMessageContaining("days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "a lot", "1000000001", "0.5", "99999999999999999999"})
    void aTokenBudgetMustBeANumberOfTokens(String tokens) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> backend(Map.of(
                                "PARLEY_TABLE", "parley",
                                "PARLEY_MODEL_ID", "model",
                                "PARLEY_DAILY_TOKEN_BUDGET", tokens))
                        .answeringChats())
                .withMessageContaining("tokens");
    }

    @Test
    void emptyEndpointsMeanAws() {
        assertThat(backend(Map.of(
                                "PARLEY_TABLE", "parley",
                                "PARLEY_MODEL_ID", "model",
                                "PARLEY_DYNAMODB_ENDPOINT", "",
                                "PARLEY_BEDROCK_ENDPOINT", ""))
                        .answeringChats())
                .isNotNull();
    }

    @Test
    void whoDoesNotAnswerNeedsNoModel() {
        assertThat(backend(Map.of("PARLEY_TABLE", "parley")).chats()).isNotNull();
    }

    private static Backend backend(Map<String, String> settings) {
        return new Backend(settings, Clock.systemUTC());
    }
}
