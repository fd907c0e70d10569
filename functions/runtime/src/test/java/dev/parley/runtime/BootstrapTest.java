package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "::handle", "::handleRequest"})
    void aHandlerIsMadeWhateverMethodFollowsItsClass(String method) throws Exception {
        assertThat(Bootstrap.make(Silent.class.getName() + method)).isInstanceOf(Silent.class);
    }

    @Test
    void whatAConstructorThrowsIsTheReason() {
        assertThatThrownBy(() -> Bootstrap.make(Failing.class.getName())).hasMessage("not set");
    }

    @Test
    void aClassThatIsNoStreamingHandlerIsNone() {
        assertThatThrownBy(() -> Bootstrap.make(String.class.getName())).isInstanceOf(ClassCastException.class);
    }

    @Test
    void aClassThatIsNotThereIsNone() {
        assertThatThrownBy(() -> Bootstrap.make("no.such.Handler")).isInstanceOf(ClassNotFoundException.class);
    }

    /// Begins no response.
    public static final class Silent implements StreamingHandler {
        @Override
        public void handle(InputStream event, StreamedResponse response, Context context) {}
    }

    /// Cannot be made.
    public static final class Failing implements StreamingHandler {
        public Failing() {
            throw new IllegalStateException("not set");
        }

        @Override
        public void handle(InputStream event, StreamedResponse response, Context context) {}
    }
}
