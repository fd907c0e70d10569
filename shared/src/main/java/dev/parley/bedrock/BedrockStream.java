package dev.parley.bedrock;

import dev.parley.chat.AnswerStream;
import dev.parley.chat.Generation;
import dev.parley.chat.Request;
import dev.parley.chat.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// One answer of ConverseStream. The client's own threads only hand over what they hear; everything else happens in
/// the thread that reads.
final class BedrockStream implements AnswerStream {
    private final BedrockRuntimeAsyncClient client;
    private final Asking asking;
    private final ConverseQuestion asked;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private CompletableFuture<Void> call = CompletableFuture.completedFuture(null);
    private Instant begun = Instant.EPOCH;
    private Duration within = Duration.ZERO;
    private boolean isLastTry;
    private boolean isAnswering;
    private int block = -1;
    /// The first half of a character whose second half comes with the next delta.
    private String half = "";

    private @Nullable String stopReason;
    private @Nullable TokenUsage usage;

    BedrockStream(BedrockRuntimeAsyncClient client, Asking asking, ConverseQuestion asked) {
        this.client = client;
        this.asking = asking;
        this.asked = asked;
    }

    /// What the client has heard of Bedrock.
    private sealed interface Heard {
        record Response() implements Heard {}

        record Delta(int block, String text) implements Heard {}

        record Stop(String reason) implements Heard {}

        record Counted(TokenUsage usage) implements Heard {}

        record Over() implements Heard {}

        record Broken(Throwable why) implements Heard {}
    }

    void open(Duration time) {
        asking.check(time);
        begun = asking.clock().instant();
        within = time;
        Request.tally().askedModel();
        call = client.converseStream(request(time), handler());
        var _ = call.whenComplete((_, why) -> heard.add(why == null ? new Heard.Over() : new Heard.Broken(cause(why))));
    }

    @Override
    public String model() {
        return asked.model();
    }

    @Override
    public Piece next(Duration patience) {
        while (true) {
            Heard next = poll(patience);
            if (next == null) {
                return new Piece.Silence();
            }
            switch (next) {
                case Heard.Response _ -> isAnswering = true;
                case Heard.Delta delta -> {
                    String text = text(delta);
                    if (!text.isEmpty()) {
                        return new Piece.Text(text);
                    }
                }
                case Heard.Stop(var reason) -> stopReason = reason;
                case Heard.Counted(var counted) -> usage = counted;
                case Heard.Over _ -> {
                    return end();
                }
                case Heard.Broken(var why) -> openAgain(why);
            }
        }
    }

    @Override
    public void close() {
        call.cancel(true);
    }

    private @Nullable Heard poll(Duration patience) {
        try {
            return heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw asking.noAnswer("interrupted", Usage.UNKNOWN);
        }
    }

    private Piece end() {
        if (stopReason == null) {
            // Bedrock says why it stops. Without that, something between it and us has ended the answer.
            throw asking.noAnswer("cut off", Usage.UNKNOWN);
        }
        Generation generation = asked.generation(stopReason, usage);
        Request.tally().counted(generation.inputTokens(), generation.outputTokens());
        return new Piece.End(generation);
    }

    /// Asks once more where that is worth while; only before Bedrock has begun to answer.
    private void openAgain(Throwable why) {
        if (!(why instanceof AwsServiceException failure)) {
            throw why instanceof SdkClientException e ? asking.unheard(e) : new IllegalStateException(why);
        }
        if (isAnswering) {
            throw asking.failed(failure, Usage.UNKNOWN);
        }
        if (isLastTry) {
            throw asking.failed(failure, Usage.NONE);
        }
        Duration left = asking.timeForAnother(failure, begun, within);
        isLastTry = true;
        open(left);
    }

    private String text(Heard.Delta delta) {
        String between = block >= 0 && block != delta.block() ? ConverseQuestion.BETWEEN_BLOCKS : "";
        block = delta.block();
        String text = half + between + delta.text();
        boolean halves = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        half = halves ? text.substring(text.length() - 1) : "";
        return ConverseQuestion.wellFormed(halves ? text.substring(0, text.length() - 1) : text);
    }

    private ConverseStreamRequest request(Duration time) {
        return ConverseStreamRequest.builder()
                .modelId(asked.model())
                .system(asked.system())
                .messages(asked.messages())
                .inferenceConfig(asked.inference())
                .requestMetadata(asked.metadata())
                // A connection that Lambda freezes between two invocations may be dead after it, and Netty's client
                // does not always notice: it waits for an answer on it. So none is used twice.
                .overrideConfiguration(override -> override.apiCallTimeout(time).putHeader("Connection", "close"))
                .build();
    }

    private ConverseStreamResponseHandler handler() {
        return ConverseStreamResponseHandler.builder()
                .onResponse(_ -> heard.add(new Heard.Response()))
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockDelta(this::hear)
                        .onMessageStop(event -> heard.add(new Heard.Stop(event.stopReasonAsString())))
                        .onMetadata(event -> {
                            if (event.usage() != null) {
                                heard.add(new Heard.Counted(event.usage()));
                            }
                        })
                        .build())
                .build();
    }

    private void hear(ContentBlockDeltaEvent event) {
        if (event.delta() != null && event.delta().text() != null) {
            heard.add(new Heard.Delta(event.contentBlockIndex(), event.delta().text()));
        }
    }

    private static Throwable cause(Throwable why) {
        return why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
    }
}
