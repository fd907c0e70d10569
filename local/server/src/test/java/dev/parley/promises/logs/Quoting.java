package dev.parley.promises.logs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.faults.Exchange;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// DynamoDB does not do what a call asks for, and quotes all that the call says: with its keys, texts and values.
enum Quoting implements Fault {
    /// A call cannot be understood.
    INVALID {
        @Override
        public void befall(Exchange exchange) throws IOException {
            answer(exchange, error("com.amazon.coral.validate#ValidationException", said(exchange)));
        }
    },
    /// A step of a transaction cannot be understood.
    INVALID_STEP {
        @Override
        public void befall(Exchange exchange) throws IOException {
            answer(exchange, cancelled(exchange, "ValidationError"));
        }
    },
    /// A step of a transaction meets another one.
    CONFLICT {
        @Override
        public void befall(Exchange exchange) throws IOException {
            answer(exchange, cancelled(exchange, "TransactionConflict"));
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String said(Exchange exchange) {
        return "One or more parameter values were invalid: " + new String(exchange.body(), StandardCharsets.UTF_8);
    }

    private static ObjectNode error(String type, String message) {
        return JSON.createObjectNode().put("__type", type).put("message", message);
    }

    private static ObjectNode cancelled(Exchange exchange, String code) throws IOException {
        ObjectNode error = error("com.amazonaws.dynamodb.v20120810#TransactionCanceledException", said(exchange));
        JSON.readTree(exchange.body())
                .path("TransactItems")
                .forEach(step -> error.withArray("CancellationReasons")
                        .addObject()
                        .put("Code", code)
                        .put("Message", said(exchange))
                        .set("Item", step.at("/Put/Item")));
        return error;
    }

    private static void answer(Exchange exchange, ObjectNode error) throws IOException {
        exchange.answer(Reply.of(400, Map.of("content-type", "application/x-amz-json-1.0"), error.toString()));
    }
}
