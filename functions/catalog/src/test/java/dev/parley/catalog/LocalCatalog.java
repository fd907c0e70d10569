package dev.parley.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The catalog's function on a fresh table of DynamoDB Local.
final class LocalCatalog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordingContext context = new RecordingContext();
    private final CatalogFunction function;

    LocalCatalog() {
        this(LocalDynamoDb.shared().endpoint().toString());
    }

    /// A catalog that looks for its table at `dynamoDb`.
    LocalCatalog(String dynamoDb) {
        function = new CatalogFunction(new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT", dynamoDb,
                        "PARLEY_TABLE", LocalDynamoDb.shared().freshTable(Template.ofProject()),
                        "PARLEY_CLIENT_ID", "local",
                        "PARLEY_MODEL_ARNS", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
                        "PARLEY_KNOWLEDGE_BASE_ARNS", "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KB1"),
                Clock.systemUTC()));
    }

    CatalogFunction function() {
        return function;
    }

    List<String> logged() {
        return context.logged();
    }

    APIGatewayV2HTTPResponse ask(APIGatewayV2HTTPEvent event) {
        return new HttpFunction(function).answer(event, context);
    }

    static void answers(APIGatewayV2HTTPResponse answer, int status, String body) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(json(answer)).isEqualTo(tree(body));
    }

    static JsonNode json(APIGatewayV2HTTPResponse answer) {
        return tree(answer.getBody());
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
