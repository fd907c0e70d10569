package dev.parley.promises.faults;

import dev.parley.server.JavaProcess;
import dev.parley.server.LocalServer;
import dev.parley.standins.faults.Exchange;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.OutboundCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A server as a process of its own, on its way to be killed, and the network before its DynamoDB and Bedrock.
record Victim(JavaProcess server, FaultProxy beforeDynamoDb, FaultProxy beforeBedrock) implements AutoCloseable {

    /// A server with the DynamoDB and the Bedrock of a lane, as soon as it runs.
    static CompletableFuture<Victim> starting(Lane lane) {
        return CompletableFuture.supplyAsync(() -> start(lane.services()), Thread::startVirtualThread);
    }

    private static Victim start(Map<String, URI> services) {
        FaultProxy dynamoDb = before(services, "PARLEY_DYNAMODB_ENDPOINT");
        FaultProxy bedrock = before(services, "PARLEY_BEDROCK_ENDPOINT");
        Map<String, String> environment = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_DAILY_TOKEN_BUDGET",
                Lane.BUDGET,
                "PARLEY_DYNAMODB_ENDPOINT",
                dynamoDb.endpoint().toString(),
                "PARLEY_BEDROCK_ENDPOINT",
                bedrock.endpoint().toString(),
                // It is to die at a call of a request's.
                "PARLEY_GENERATE_TITLES",
                "false");
        return new Victim(JavaProcess.start(LocalServer.class, environment), dynamoDb, bedrock);
    }

    private static FaultProxy before(Map<String, URI> services, String service) {
        return FaultProxy.before(services.getOrDefault(service, URI.create("")), Duration.ZERO);
    }

    /// When a server is halted: before a call leaves it for AWS, or before it hears of what happened there.
    enum Moment {
        BEFORE,
        AFTER
    }

    /// Is killed at its next call of that kind and ordinal.
    void diesAt(OutboundCall chosen, Moment moment) {
        for (FaultProxy proxy : new FaultProxy[] {beforeDynamoDb, beforeBedrock}) {
            proxy.follow(call -> exchange -> {
                if (call.equals(chosen)) {
                    die(exchange, moment);
                } else {
                    exchange.answer(exchange.forward());
                }
            });
        }
    }

    private void die(Exchange exchange, Moment moment) throws IOException {
        if (moment == Moment.AFTER) {
            exchange.forward();
        }
        server.kill();
        exchange.hangUp();
    }

    /// Lets what it sent before its death arrive.
    void settle() {
        beforeDynamoDb.settle();
        beforeBedrock.settle();
    }

    @Override
    public void close() {
        server.close();
        beforeDynamoDb.close();
        beforeBedrock.close();
    }
}
