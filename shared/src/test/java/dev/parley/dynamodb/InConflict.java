package dev.parley.dynamodb;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// A client whose next updates find a transaction in the way, which DynamoDB Local never lets happen.
final class InConflict extends Wrapped {
    private static final String CODE = "TransactionConflictException";

    private final Runnable transaction;
    private int left;

    InConflict(DynamoDbClient real, int times) {
        this(real, times, () -> {});
    }

    /// @param transaction what is done by the time that such an update is turned away
    InConflict(DynamoDbClient real, int times, Runnable transaction) {
        super(real);
        this.left = times;
        this.transaction = transaction;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        if (left-- > 0) {
            transaction.run();
            throw TransactionConflictException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(CODE).build())
                    .build();
        }
        return super.updateItem(request);
    }
}
