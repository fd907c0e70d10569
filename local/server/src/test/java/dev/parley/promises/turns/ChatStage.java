package dev.parley.promises.turns;

import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A server whose clock stands, and a proxy on its way to the model.
record ChatStage(HandClock clock, LocalBedrock bedrock, FaultProxy proxy, LocalServer server, OpenTable table)
        implements AutoCloseable {
    /// Longer than anybody waits who has little time.
    private static final Duration DELAY = Duration.ofSeconds(10);

    /// @param retentionDays how long sessions are kept, 0 for ever
    static ChatStage open(int retentionDays) {
        HandClock clock = new HandClock();
        LocalBedrock bedrock = LocalBedrock.start();
        FaultProxy proxy = FaultProxy.before(bedrock.endpoint(), DELAY);
        Map<String, String> options = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_BEDROCK_ENDPOINT",
                proxy.endpoint().toString(),
                "PARLEY_SESSION_RETENTION_DAYS",
                String.valueOf(retentionDays),
                // Of the model it is counted how often turns ask it.
                "PARLEY_GENERATE_TITLES",
                "false");
        LocalServer server = LocalServer.start(new Options(options), clock);
        return new ChatStage(clock, bedrock, proxy, server, OpenTable.at(server.database(), clock));
    }

    /// A model that answers when the test says so, in place of what was planned before.
    HeldModel hold() {
        HeldModel model = new HeldModel();
        proxy.follow(model);
        return model;
    }

    void beFair() {
        proxy.follow(Plan.FAIR);
    }

    /// How often the model has been asked since the plan was made, every try of every call.
    long asked() {
        return tries("Converse").size();
    }

    List<OutboundCall> tries(String operation) {
        return proxy.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    @Override
    public void close() {
        table.close();
        server.close();
        proxy.close();
        bedrock.close();
    }
}
