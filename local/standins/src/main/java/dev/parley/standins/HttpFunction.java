package dev.parley.standins;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A function behind an HTTP API, called with AWS's own classes: what they are as JSON goes in and comes out.
public record HttpFunction(RequestStreamHandler handler) {
    private static final PojoSerializer<APIGatewayV2HTTPEvent> EVENTS = serializer(APIGatewayV2HTTPEvent.class);
    private static final PojoSerializer<APIGatewayV2HTTPResponse> RESPONSES =
            serializer(APIGatewayV2HTTPResponse.class);

    /// The event as JSON, as Lambda has it.
    public static byte[] json(APIGatewayV2HTTPEvent event) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        EVENTS.toJson(event, json);
        return json.toByteArray();
    }

    /// What the function answers.
    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        return answer(json(event), context);
    }

    /// What the function answers to an event that may be none of AWS's.
    public APIGatewayV2HTTPResponse answer(byte[] event, Context context) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), response, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RESPONSES.fromJson(new ByteArrayInputStream(response.toByteArray()));
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, HttpFunction.class.getClassLoader());
    }
}
