package dev.parley.peers.micronaut;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The one client.
@Factory
final class DynamoDbFactory {
    /// DynamoDB, where the environment says it is.
    @Singleton
    DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(System.getenv("PARLEY_DYNAMODB_ENDPOINT")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
