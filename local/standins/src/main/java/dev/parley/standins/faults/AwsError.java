package dev.parley.standins.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Errors in the words of AWS, of DynamoDB in the body and of Bedrock in a header.
final class AwsError {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
    private static final String BUSY = "Throughput exceeds the current capacity of your table or index.";
    private static final String ONGOING = "Transaction is ongoing for the item";

    private AwsError() {}

    static Reply internal(OutboundCall call) {
        return call.isBedrock()
                ? bedrock(500, "InternalServerException")
                : dynamoDb(500, DYNAMODB + "InternalServerError", "Internal server error");
    }

    /// A transaction is told step by step; only one of its steps, another one each time, met the conflict.
    static Reply conflict(Exchange exchange) throws IOException {
        return exchange.call().isTransaction()
                ? cancelled(exchange, "TransactionConflict", ONGOING)
                : dynamoDb(400, DYNAMODB + "TransactionConflictException", ONGOING);
    }

    static Reply throttled(Exchange exchange) throws IOException {
        if (exchange.call().isBedrock()) {
            return bedrock(429, "ThrottlingException");
        }
        return exchange.call().isTransaction()
                ? cancelled(exchange, "ThrottlingError", BUSY)
                : dynamoDb(400, "com.amazon.coral.availability#ThrottlingException", BUSY);
    }

    private static Reply cancelled(Exchange exchange, String code, String message) throws IOException {
        int steps = JSON.readTree(exchange.body()).path("TransactItems").size();
        int unlucky = exchange.call().ordinal() % steps;
        ObjectNode body = JSON.createObjectNode();
        body.put("__type", DYNAMODB + "TransactionCanceledException");
        body.put("Message", "Transaction cancelled, please refer cancellation reasons for specific reasons");
        for (int step = 0; step < steps; step++) {
            ObjectNode reason = body.withArray("CancellationReasons").addObject();
            reason.put("Code", step == unlucky ? code : "None");
            if (step == unlucky) {
                reason.put("Message", message);
            }
        }
        return json(400, Map.of(), body);
    }

    static Reply dynamoDb(int status, String type, String message) {
        return json(
                status, Map.of(), JSON.createObjectNode().put("__type", type).put("message", message));
    }

    private static Reply bedrock(int status, String type) {
        return json(
                status,
                Map.of("x-amzn-errortype", type),
                JSON.createObjectNode().put("message", "The request failed."));
    }

    private static Reply json(int status, Map<String, String> headers, ObjectNode body) {
        return new Reply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
