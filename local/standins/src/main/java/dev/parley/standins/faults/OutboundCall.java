package dev.parley.standins.faults;

/// One try of a call that a function makes to AWS.
///
/// @param operation such as `TransactWriteItems` or `Converse`
/// @param ordinal how manieth call of that operation this is since the plan was made, from 1; tries of one
/// call share it
/// @param attempt how manieth try of the call this is, from 1: the SDK may try again by itself
public record OutboundCall(String operation, int ordinal, int attempt) {
    /// The call itself, whichever try.
    public OutboundCall first() {
        return new OutboundCall(operation, ordinal, 1);
    }

    boolean isTransaction() {
        return operation.equals("TransactWriteItems");
    }

    /// Whether Bedrock is called; otherwise DynamoDB is.
    public boolean isBedrock() {
        return operation.startsWith("Converse") || operation.equals("Retrieve");
    }

    @Override
    public String toString() {
        return operation + " " + ordinal + (attempt == 1 ? "" : ", try " + attempt);
    }
}
