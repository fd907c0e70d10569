package dev.parley.peers.spring;

import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The container's handler for events of an HTTP API, made as its documentation says.
public final class SessionsHandler implements RequestStreamHandler {
    private static final SpringBootLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse> CONTAINER =
            container();

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        CONTAINER.proxyStream(event, answer, context);
    }

    private static SpringBootLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse> container() {
        try {
            return SpringBootLambdaContainerHandler.getHttpApiV2ProxyHandler(SessionsApplication.class);
        } catch (ContainerInitializationException e) {
            throw new IllegalStateException(e);
        }
    }
}
