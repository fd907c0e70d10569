package dev.parley.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;

/// The program that runs in a function's execution environment in place of Lambda's own client. It does what that
/// does for every function besides, as far as a function could notice.
public final class Bootstrap {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final Path TRUSTED_BY_THE_SYSTEM = Path.of("/etc/pki/java/cacerts");

    private Bootstrap() {}

    /// Answers events until the process cannot go on.
    ///
    /// @param arguments the handler's class, perhaps followed by `::` and a method, which is not looked at; none
    ///     where the environment names it in `_HANDLER`
    public static void main(String[] arguments) throws IOException {
        Environment environment = new Environment(System.getenv());
        prepare(environment);
        String handler = arguments.length > 0 ? arguments[0] : environment.handler();
        // Ends the process whatever threads the function has started.
        System.exit(run(environment.variables(), () -> make(handler), System.out));
    }

    /// Answers events until it cannot go on, in this thread and in a process that stays.
    ///
    /// @param environment the variables that Lambda sets
    /// @param log where its own lines go
    /// @return the status that a process would end with
    public static int run(
            Map<String, String> environment, Callable<? extends StreamingHandler> function, PrintStream log)
            throws IOException {
        return new Loop(new Environment(environment), Clock.systemUTC(), log).run(function);
    }

    private static void prepare(Environment environment) {
        // Lambda's Java lies where the system does not link its certificates to.
        if (System.getProperty(TRUST_STORE) == null && Files.isRegularFile(TRUSTED_BY_THE_SYSTEM)) {
            System.setProperty(TRUST_STORE, TRUSTED_BY_THE_SYSTEM.toString());
        }
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        if (environment.isSnapStart()) {
            // Addresses that were looked up before the snapshot may be weeks old in a copy of it; Java cannot be told
            // to forget them.
            Security.setProperty("networkaddress.cache.ttl", "0");
        }
    }

    /// @throws Exception what the handler's constructor throws
    static StreamingHandler make(String name) throws Exception {
        Class<?> type = Class.forName(name.split("::", 2)[0]);
        try {
            return type.asSubclass(StreamingHandler.class).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
