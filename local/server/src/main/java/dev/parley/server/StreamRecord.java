package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;

/// A record of the table's stream in Lambda's JSON.
record StreamRecord(String shard, ObjectNode json) {

    static StreamRecord of(String shard, String stream, Record record) {
        ObjectNode json = Json.object()
                .put("eventID", record.eventID())
                .put("eventName", record.eventNameAsString())
                .put("eventVersion", record.eventVersion())
                .put("eventSource", record.eventSource())
                .put("awsRegion", record.awsRegion())
                .put("eventSourceARN", stream);
        json.set("dynamodb", change(record.dynamodb()));
        Identity identity = record.userIdentity();
        if (identity != null) {
            json.set("userIdentity", identity(identity.type(), identity.principalId()));
        }
        return new StreamRecord(shard, json);
    }

    private static ObjectNode change(software.amazon.awssdk.services.dynamodb.model.StreamRecord change) {
        ObjectNode json = Json.object()
                .put(
                        "ApproximateCreationDateTime",
                        change.approximateCreationDateTime().getEpochSecond())
                .put("SequenceNumber", change.sequenceNumber())
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
        json.set("Keys", image(change.keys()));
        if (change.hasOldImage()) {
            json.set("OldImage", image(change.oldImage()));
        }
        if (change.hasNewImage()) {
            json.set("NewImage", image(change.newImage()));
        }
        return json;
    }

    /// The same record, removed by the table's time to live.
    StreamRecord expired() {
        json.set("userIdentity", identity("Service", "dynamodb.amazonaws.com"));
        return this;
    }

    boolean isRemoval() {
        return "REMOVE".equals(json.path("eventName").asText());
    }

    String sequenceNumber() {
        return json.at("/dynamodb/SequenceNumber").asText();
    }

    /// Partition and sort key.
    List<String> key() {
        return List.of(
                json.at("/dynamodb/Keys/pk/S").asText(),
                json.at("/dynamodb/Keys/sk/S").asText());
    }

    private static ObjectNode identity(String type, String principal) {
        return Json.object().put("type", type).put("principalId", principal);
    }

    private static ObjectNode image(Map<String, AttributeValue> item) {
        ObjectNode json = Json.object();
        item.forEach((name, value) -> json.set(name, value(value)));
        return json;
    }

    private static ObjectNode value(AttributeValue value) {
        ObjectNode json = Json.object();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case BOOL -> json.put("BOOL", value.bool());
            case NUL -> json.put("NULL", true);
            case B -> json.put("B", base64(value.b()));
            case SS -> json.set("SS", Json.tree(value.ss()));
            case NS -> json.set("NS", Json.tree(value.ns()));
            case BS ->
                json.set(
                        "BS",
                        Json.tree(value.bs().stream().map(StreamRecord::base64).toList()));
            case L ->
                json.set(
                        "L",
                        Json.array(value.l().stream()
                                .<JsonNode>map(StreamRecord::value)
                                .toList()));
            case M -> json.set("M", image(value.m()));
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("a value of a type unheard of");
        }
        return json;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
