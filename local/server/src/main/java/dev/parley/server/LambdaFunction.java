package dev.parley.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.parley.Backend;
import dev.parley.http.Rehearsed;
import dev.parley.standins.Template.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function as the template names it, `package.Class::method`, with JSON on both sides.
@FunctionalInterface
public interface LambdaFunction {
    /// The response to an event, both as JSON.
    ///
    /// @throws InvocationTargetException what the function threw
    byte[] answer(byte[] event, Context context) throws InvocationTargetException;

    /// Makes the function with its constructor that takes a backend.
    ///
    /// @throws StartFailure when there is no such function
    static LambdaFunction make(String name, Backend backend) {
        return make(name, List.of(), backend);
    }

    /// The same for a function that some of these routes may lead to.
    ///
    /// @throws StartFailure when it does not answer those that do, either
    static LambdaFunction make(String name, List<Route> routes, Backend backend) {
        Object handler = handler(name, routes, backend);
        return handler instanceof RequestStreamHandler streams
                ? (event, context) -> streamed(streams, event, context)
                : typed(handler, method(handler.getClass(), name));
    }

    /// The same, with nothing known of it but its name.
    ///
    /// @throws StartFailure when there is no such class, it cannot be made, or it has not each route that
    /// leads to it
    static Object handler(String name, List<Route> routes, Backend backend) {
        Object handler = made(name, backend);
        if (handler instanceof Rehearsed function) {
            routes.stream()
                    .filter(route -> route.handler().equals(name))
                    .map(Route::key)
                    .filter(key -> !function.routes().contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new StartFailure(
                                "The template sends " + key + " to " + name + ", which has no such route.");
                    });
        }
        return handler;
    }

    private static Object made(String name, Backend backend) {
        try {
            return Class.forName(name.split("::", 2)[0])
                    .getConstructor(Backend.class)
                    .newInstance(backend);
        } catch (ClassNotFoundException e) {
            throw new StartFailure(
                    "The template's handler " + name + " is not on the class path: its name is written otherwise,"
                            + " or local/server/pom.xml lacks its module as a dependency.",
                    e);
        } catch (InvocationTargetException e) {
            throw new StartFailure("The function " + name + " cannot start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new StartFailure(
                    "The template's handler " + name + " has no public constructor that takes a Backend.", e);
        }
    }

    private static byte[] streamed(RequestStreamHandler handler, byte[] event, Context context)
            throws InvocationTargetException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), response, context);
        } catch (IOException | RuntimeException | Error e) {
            throw new InvocationTargetException(e);
        }
        return response.toByteArray();
    }

    /// A function that leaves the JSON to Lambda's own classes.
    private static LambdaFunction typed(Object handler, Method method) {
        PojoSerializer<?> events = LambdaEventSerializers.serializerFor(
                method.getParameterTypes()[0], LambdaFunction.class.getClassLoader());
        return (event, context) -> {
            try {
                return json(method.invoke(handler, events.fromJson(new ByteArrayInputStream(event)), context));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a public method is not accessible", e);
            }
        };
    }

    /// The method of that name that takes an event and the context; the compiler may have put another beside
    /// it, which takes any object.
    private static Method method(Class<?> type, String name) {
        String[] parts = name.split("::", 2);
        String wanted = parts.length < 2 ? "handleRequest" : parts[1];
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(wanted) && !method.isBridge())
                .filter(method ->
                        method.getParameterCount() == 2 && method.getParameterTypes()[1].equals(Context.class))
                .findFirst()
                .orElseThrow(() -> new StartFailure("The template's handler " + name + " has no such method."));
    }

    private static byte[] json(@Nullable Object response) {
        if (response == null) {
            return Json.bytes(Json.object().nullNode());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer((Type) response.getClass()).toJson(response, out);
        return out.toByteArray();
    }
}
