package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.standins.Template.Route;
import dev.parley.standins.Template.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class TemplateTest {

    static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));

    @TempDir
    Path folder;

    @Test
    void routesAreEveryHttpApiEventInTheTemplatesOrder() {
        assertThat(TEMPLATE.routes())
                .containsExactly(
                        new Route("POST", "/sessions", "dev.parley.chatbot.ChatbotFunction", "ChatbotFunction"),
                        new Route("GET", "/sessions/{id}", "dev.parley.chatbot.ChatbotFunction", "ChatbotFunction"),
                        new Route(
                                "GET",
                                "/catalog/{kind}",
                                "dev.parley.catalog.CatalogFunction::handleRequest",
                                "CatalogFunction"));
    }

    @Test
    void triggersAreEveryStreamEventInTheTemplate() {
        assertThat(TEMPLATE.triggers())
                .containsExactly(new Trigger(
                        "SweeperFunction",
                        "dev.parley.sweeper.SweeperFunction",
                        100,
                        List.of("{\"eventName\":[\"REMOVE\"]}"),
                        true,
                        true,
                        10,
                        900));
    }

    @Test
    void aHandlersClassIsNamedWithOrWithoutItsMethod() {
        assertThat(TEMPLATE.routes())
                .extracting(Route::handlerClass)
                .containsExactly(
                        "dev.parley.chatbot.ChatbotFunction",
                        "dev.parley.chatbot.ChatbotFunction",
                        "dev.parley.catalog.CatalogFunction");
    }

    @Test
    void shortTagsAreKeptAsTheirLongForm() throws IOException {
        var template = write("""
            Resources:
              Thing:
                Ref: !Ref Table
                Condition: !Condition IsOpen
                GetAtt: !GetAtt Table.StreamArn
                Nested: !GetAtt Stack.Outputs.Url
                Sub: !Sub "arn:${AWS::Partition}"
                If: !If [IsOpen, !Ref A, !Ref AWS::NoValue]
                Unknown: !Wizardry {Wand: !Select [0, [elder, holly]]}
            """);

        assertThat(template.resource("Thing"))
                .containsEntry("Ref", Map.of("Ref", "Table"))
                .containsEntry("Condition", Map.of("Condition", "IsOpen"))
                .containsEntry("GetAtt", Map.of("Fn::GetAtt", List.of("Table", "StreamArn")))
                .containsEntry("Nested", Map.of("Fn::GetAtt", List.of("Stack", "Outputs.Url")))
                .containsEntry("Sub", Map.of("Fn::Sub", "arn:${AWS::Partition}"))
                .containsEntry(
                        "If", Map.of("Fn::If", List.of("IsOpen", Map.of("Ref", "A"), Map.of("Ref", "AWS::NoValue"))))
                .containsEntry(
                        "Unknown",
                        Map.of(
                                "Fn::Wizardry",
                                Map.of("Wand", Map.of("Fn::Select", List.of(0, List.of("elder", "holly"))))));
    }

    @Test
    void aSectionIsAllThatStandsUnderItsName() throws IOException {
        assertThat(write("Conditions: {Given: !Not [!Equals [!Ref Number, 0]]}").section("Conditions"))
                .isEqualTo(Map.of(
                        "Given",
                        Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of(Map.of("Ref", "Number"), 0))))));
    }

    @Test
    void datesStayText() throws IOException {
        assertThat(write("Resources: {Policy: {Version: 2012-10-17}}").resource("Policy"))
                .containsEntry("Version", "2012-10-17");
    }

    @Test
    void theTableIsReadWithKeysStreamAndBilling() {
        var request = TEMPLATE.tableRequest("parley");

        assertThat(request.tableName()).isEqualTo("parley");
        assertThat(request.billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(request.streamSpecification().streamEnabled()).isTrue();
        assertThat(request.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
        assertThat(request.attributeDefinitions()).hasSize(8);
        assertThat(keys(request.keySchema())).containsExactly("pk HASH", "sk RANGE");
        assertThat(TEMPLATE.timeToLiveAttribute()).contains("expiresAt");
    }

    @Test
    void indexesKeepTheirSeveralKeysInOrder() {
        var indexes = TEMPLATE.tableRequest("parley").globalSecondaryIndexes();

        assertThat(indexes)
                .extracting(GlobalSecondaryIndex::indexName)
                .containsExactly("by-owner", "by-owner-activity", "by-owner-assistant", "by-assistant");
        assertThat(keys(indexes.get(2).keySchema()))
                .containsExactly("owner HASH", "assistant HASH", "createdAt RANGE", "number RANGE");
        assertThat(indexes.get(2).projection().nonKeyAttributes()).containsExactly("status", "profile", "title");
        assertThat(indexes.getLast().projection().projectionType()).isEqualTo(ProjectionType.KEYS_ONLY);
    }

    @Test
    void aMissingFileIsToldInOneSentence() {
        var missing = folder.resolve("template.yaml");

        assertThatIllegalStateException()
                .isThrownBy(() -> Template.read(missing))
                .withMessage("There is no %s.", missing);
    }

    @Test
    void aBrokenFileIsToldWithItsPlace() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write("Resources: [not closed"))
                .withMessageStartingWith(folder.resolve("template.yaml") + " cannot be read: ")
                .withMessageContaining("line 1");
    }

    @Test
    void aResourceDeclaredTwiceIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write("Resources: {Api: {Type: A}, Api: {Type: B}}"))
                .withMessageContaining("found duplicate key Api");
    }

    @Test
    void whatTheTemplateLacksIsToldInOneSentence() throws IOException {
        var template = write("Resources: {Table: {Type: AWS::DynamoDB::Table, Properties: {}}}");

        assertThatIllegalStateException()
                .isThrownBy(() -> template.tableRequest("parley"))
                .withMessage("In the template, Properties has no BillingMode.");
        assertThatIllegalStateException()
                .isThrownBy(() -> template.resource("Api"))
                .withMessage("In the template, Resources has no Api.");
    }

    @Test
    void aTypeOfWhichNothingIsMadeIsToldInOneSentence() throws IOException {
        var resource = write("Resources: {Api: {Type: AWS::Serverless::Funktion}}");
        var event = write("""
            Resources:
              Api:
                Type: AWS::Serverless::Function
                Properties: {Events: {List: {Type: HttpAPI}}}
            """);

        assertThatIllegalStateException()
                .isThrownBy(resource::requireKnownTypes)
                .withMessage("In the template, Api is of the type AWS::Serverless::Funktion; the types that are known"
                        + " here are AWS::Serverless::Function, AWS::Serverless::HttpApi, AWS::Serverless::Api.");
        assertThatIllegalStateException()
                .isThrownBy(event::requireKnownTypes)
                .withMessage("In the template, the event List of Api is of the type HttpAPI; the types that are known"
                        + " here are HttpApi, Api, DynamoDB.");
    }

    @Test
    void aTemplateOfKnownTypesAndOfOthersThanSamsPasses() throws IOException {
        TEMPLATE.requireKnownTypes();
        write("Resources: {Pool: {Type: AWS::Cognito::UserPool}}").requireKnownTypes();
    }

    @Test
    void theProjectsTemplateIsTheOneInTheFolderTheBuildNames() throws IOException {
        var root = System.getProperty("parley.root");
        write("Resources: {Api: {Type: AWS::Serverless::HttpApi}}");
        System.setProperty("parley.root", folder.toString());
        try {
            assertThat(Template.ofProject().resource("Api")).containsEntry("Type", "AWS::Serverless::HttpApi");
        } finally {
            System.setProperty("parley.root", root);
        }
    }

    private Template write(String yaml) throws IOException {
        return Template.read(Files.writeString(folder.resolve("template.yaml"), yaml));
    }

    private static List<String> keys(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .toList();
    }
}
