package dev.parley.runtime;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.crac.Core;
import org.crac.Resource;

/// Makes the function, lets Lambda take a snapshot of it where it wants one, and answers one event after another.
final class Loop {
    /// The status of a process that could not initialize, or that no Runtime API answers any more.
    static final int FAILED = 1;

    /// The status of a process whose hooks of snapshots failed; the same as that of Lambda's own client.
    static final int SNAPSHOT_FAILED = 64;

    /// Where the AWS SDK, among others, looks for the invocation's trace.
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    private final RuntimeApi api;
    private final Environment environment;
    private final Clock clock;
    private final Log log;

    Loop(Environment environment, Clock clock, PrintStream out) {
        this.api = new RuntimeApi(environment.runtimeApi());
        this.environment = environment;
        this.clock = clock;
        this.log = new Log(out, environment.logLevel(), clock);
    }

    /// Runs until something fails that is no invocation alone.
    ///
    /// @return the status to end the process with
    int run(Callable<? extends StreamingHandler> function) throws IOException {
        StreamingHandler handler;
        try {
            handler = function.call();
        } catch (Throwable failure) {
            log.processFailed("init_failed", failure);
            api.initFailed(Fault.initializing(failure));
            return FAILED;
        }
        if (environment.isSnapStart() && !restored(handler)) {
            return SNAPSHOT_FAILED;
        }
        try {
            while (answered(handler, api.next())) {
                // What somebody's code left behind is none of the next invocation's.
                Thread.interrupted();
            }
        } catch (IOException failure) {
            log.processFailed("runtime_api_failed", failure);
        }
        return FAILED;
    }

    private boolean restored(StreamingHandler handler) throws IOException {
        try {
            if (handler instanceof Resource resource) {
                resource.beforeCheckpoint(Core.getGlobalContext());
            }
            api.awaitRestore();
        } catch (Throwable failure) {
            log.processFailed("checkpoint_failed", failure);
            api.initFailed(Fault.beforeCheckpoint(failure));
            return false;
        }
        try {
            if (handler instanceof Resource resource) {
                resource.afterRestore(Core.getGlobalContext());
            }
            return true;
        } catch (Throwable failure) {
            log.processFailed("restore_failed", failure);
            api.restoreFailed(Fault.afterRestore(failure));
            return false;
        }
    }

    /// Whether the process can go on.
    private boolean answered(StreamingHandler handler, Invocation invocation) throws IOException {
        invocation
                .trace()
                .ifPresentOrElse(trace -> System.setProperty(TRACE, trace), () -> System.clearProperty(TRACE));
        try (Answer answer = new Answer(api, invocation.id())) {
            try {
                handler.handle(invocation.event(), answer, new InvocationContext(invocation, environment, log, clock));
                answer.end();
                return true;
            } catch (Throwable failure) {
                return survived(invocation, answer, failure);
            }
        }
    }

    private boolean survived(Invocation invocation, Answer answer, Throwable failure) {
        if (answer.isOver()) {
            notTaken(invocation, failure);
        } else {
            log.invocationFailed(LogLevel.ERROR, "handler_failed", invocation.id(), failure);
            try {
                answer.fail(Fault.handling(failure));
            } catch (IOException unheard) {
                // Where it is the Runtime API that is gone, asking for the next event shows it.
                notTaken(invocation, unheard);
            }
        }
        return !(failure instanceof VirtualMachineError);
    }

    private void notTaken(Invocation invocation, Throwable failure) {
        log.invocationFailed(LogLevel.WARN, "response_not_taken", invocation.id(), failure);
    }
}
