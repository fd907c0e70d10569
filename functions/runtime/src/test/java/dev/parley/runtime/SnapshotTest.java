package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.parley.standins.LocalRuntimeApi;
import dev.parley.standins.RuntimeInvocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Map<String, String> SNAP_START = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void theHooksRunOnEitherSideOfTheSnapshotAndBeforeTheFirstEvent() throws Exception {
        try (RunningLoop loop = RunningLoop.of(() -> new Hooked("nowhere"), SNAP_START)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            loop.api.awaitSnapshot();
            assertThat(events).containsExactly("before the checkpoint");

            loop.api.restore();

            assertThat(invocation.ended().streamed()).isTrue();
            assertThat(events).containsExactly("before the checkpoint", "after the restore", "an event");
        }
    }

    @Test
    void withoutSnapStartNoHookRunsAndNoSnapshotIsAskedFor() throws Exception {
        Map<String, String> onDemand = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        try (RunningLoop loop = RunningLoop.of(() -> new Hooked("before the checkpoint"), onDemand)) {
            assertThat(loop.api.invoke("{}").ended().streamed()).isTrue();
            assertThat(events).containsExactly("an event");
        }
    }

    @Test
    void aHandlerWithoutHooksIsRestoredLikeAnyOther() throws Exception {
        try (RunningLoop loop = RunningLoop.of(() -> Handlers::echo, SNAP_START)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            loop.api.awaitSnapshot();
            loop.api.restore();

            assertThat(invocation.ended().streamed()).isTrue();
        }
    }

    @Test
    void aHookThatFailsBeforeTheSnapshotFailsTheInitialization() throws Exception {
        try (RunningLoop loop = RunningLoop.of(() -> new Hooked("before the checkpoint"), SNAP_START)) {
            LocalRuntimeApi.Failure failure = loop.api.failure();

            assertThat(failure.phase()).isEqualTo("init");
            assertThat(failure.type()).isEqualTo("Runtime.BeforeCheckpointError");
            assertThat(loop.status()).isEqualTo(Loop.SNAPSHOT_FAILED);
        }
    }

    @Test
    void aHookThatFailsAfterTheSnapshotFailsTheRestore() throws Exception {
        try (RunningLoop loop = RunningLoop.of(() -> new Hooked("after the restore"), SNAP_START)) {
            loop.api.awaitSnapshot();
            loop.api.restore();
            LocalRuntimeApi.Failure failure = loop.api.failure();

            assertThat(failure.phase()).isEqualTo("restore");
            assertThat(failure.type()).isEqualTo("Runtime.AfterRestoreError");
            assertThat(failure.body())
                    .isEqualTo("{\"errorType\":\"java.lang.IllegalStateException\","
                            + "\"errorMessage\":\"after the restore\"}");
            assertThat(loop.status()).isEqualTo(Loop.SNAPSHOT_FAILED);
        }
    }

    private final class Hooked implements StreamingHandler, Resource {
        private final String failing;

        private Hooked(String failing) {
            this.failing = failing;
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> snapshots) {
            happened("before the checkpoint");
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> snapshots) {
            happened("after the restore");
        }

        @Override
        public void handle(InputStream event, StreamedResponse response, Context context) throws IOException {
            happened("an event");
            Handlers.echo(event, response, context);
        }

        private void happened(String what) {
            if (what.equals(failing)) {
                throw new IllegalStateException(what);
            }
            events.add(what);
        }
    }
}
