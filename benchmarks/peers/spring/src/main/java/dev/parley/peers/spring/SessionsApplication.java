package dev.parley.peers.spring;

import java.net.URI;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The application and its one client.
@SpringBootApplication
public class SessionsApplication {
    /// DynamoDB, where the environment says it is.
    @Bean
    public DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(System.getenv("PARLEY_DYNAMODB_ENDPOINT")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
