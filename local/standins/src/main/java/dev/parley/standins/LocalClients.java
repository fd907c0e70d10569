package dev.parley.standins;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// SDK clients for a DynamoDB that is not AWS's: any credentials do.
public final class LocalClients {

    public static final String HOST = "127.0.0.1";

    private LocalClients() {}

    public static DynamoDbClient dynamoDb(URI endpoint) {
        return dynamoDbBuilder(endpoint).build();
    }

    /// For a client with more to it.
    public static DynamoDbClientBuilder dynamoDbBuilder(URI endpoint) {
        return at(endpoint, DynamoDbClient.builder());
    }

    public static DynamoDbStreamsClient streams(URI endpoint) {
        return at(endpoint, DynamoDbStreamsClient.builder()).build();
    }

    /// Where something listens on this machine.
    public static URI endpoint(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B at(URI endpoint, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }
}
