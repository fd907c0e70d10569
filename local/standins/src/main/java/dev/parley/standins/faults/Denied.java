package dev.parley.standins.faults;

import java.io.IOException;

/// DynamoDB understands a call and will not do it, in words that name the role, the table and the account.
public enum Denied implements Fault {
    /// The role lacks the action.
    ACCESS(
            "com.amazon.coral.service#AccessDeniedException",
            "User: arn:aws:sts::123456789012:assumed-role/parley-role/function is not authorized to perform:"
                    + " dynamodb:%s on resource: arn:aws:dynamodb:us-east-1:123456789012:table/parley because no"
                    + " identity-based policy allows the dynamodb:%1$s action"),
    /// There is no such table.
    TABLE(
            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
            "Requested resource not found: Table: parley not found; %s");

    private final String type;
    private final String words;

    Denied(String type, String words) {
        this.type = type;
        this.words = words;
    }

    @Override
    public void befall(Exchange exchange) throws IOException {
        exchange.answer(
                AwsError.dynamoDb(400, type, words.formatted(exchange.call().operation())));
    }
}
