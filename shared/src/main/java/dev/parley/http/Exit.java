package dev.parley.http;

import java.io.IOException;
import java.io.OutputStream;

/// The way on which a function's answers leave it.
interface Exit {
    /// Sends a response off.
    void send(Response response) throws IOException;

    /// Begins a stream of events and sends them off.
    void send(Answer.Streaming streaming, LogLine line);

    /// For what the caller of the function gets as a whole.
    static Exit whole(OutputStream out) {
        return new Exit() {
            @Override
            public void send(Response response) throws IOException {
                response.write(out);
            }

            @Override
            public void send(Answer.Streaming streaming, LogLine line) {
                throw new IllegalStateException("the responses of this function do not stream");
            }
        };
    }

    /// For what the caller gets as it is written.
    static Exit streaming(Outlet outlet) {
        return new Exit() {
            @Override
            public void send(Response response) throws IOException {
                response.write(outlet);
            }

            @Override
            public void send(Answer.Streaming streaming, LogLine line) {
                streaming.send(new EventSink(body(streaming)), line);
            }

            // A body that cannot be begun has nobody to read it; what is to be told goes on all the same.
            private OutputStream body(Answer.Streaming streaming) {
                try {
                    return outlet.begin(streaming.status(), streaming.headers());
                } catch (IOException e) {
                    return new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw e;
                        }
                    };
                }
            }
        };
    }
}
