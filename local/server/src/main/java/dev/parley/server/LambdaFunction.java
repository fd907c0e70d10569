package dev.parley.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.parley.Backend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A function as the template names it, `package.Class::method`, with the JSON of Lambda on both sides.
final class LambdaFunction {
    private final Object handler;
    private final Method method;
    private final PojoSerializer<?> events;

    private LambdaFunction(Object handler, Method method) {
        this.handler = handler;
        this.method = method;
        this.events = LambdaEventSerializers.serializerFor(
                method.getParameterTypes()[0], LambdaFunction.class.getClassLoader());
    }

    /// Makes the function with its constructor that takes a backend.
    ///
    /// @throws StartFailure when there is no such function
    static LambdaFunction make(String name, Backend backend) {
        String[] parts = name.split("::", 2);
        try {
            Class<?> type = Class.forName(parts[0]);
            Method method = method(type, parts.length < 2 ? "handleRequest" : parts[1]);
            return new LambdaFunction(type.getConstructor(Backend.class).newInstance(backend), method);
        } catch (ClassNotFoundException e) {
            throw new StartFailure(
                    "The template's handler " + name + " is not on the class path: local/server/pom.xml"
                            + " needs the function's module as a dependency.",
                    e);
        } catch (InvocationTargetException e) {
            throw new StartFailure("The function " + name + " cannot start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new StartFailure(
                    "The template's handler " + name + " has no public constructor that takes a Backend,"
                            + " or no such method.",
                    e);
        }
    }

    /// The method of that name that takes an event and the context; the compiler may have put another beside
    /// it, which takes any object.
    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method ->
                        method.getParameterCount() == 2 && method.getParameterTypes()[1].equals(Context.class))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name));
    }

    /// The response to an event, both as JSON.
    ///
    /// @throws InvocationTargetException what the function threw
    byte[] answer(byte[] event, Context context) throws InvocationTargetException {
        try {
            return json(method.invoke(handler, events.fromJson(new ByteArrayInputStream(event)), context));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public method is not accessible", e);
        }
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
