package dev.carewire.adapter.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.transcription.TranscriptionResult;
import dev.carewire.transcription.TranscriptionResult.Failed;
import dev.carewire.transcription.TranscriptionResult.Reason;
import dev.carewire.transcription.TranscriptionResult.Transcribed;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads a transcript, and cancels the request as soon as it has failed. One signal at a time. */
final class TranscriptSubscriber implements BodySubscriber<TranscriptionResult> {

    /** Longest response, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private final int status;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<TranscriptionResult> result = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /**
     * A body of which nothing has been read.
     *
     * @param status HTTP status of the response; any other than 200 fails the transcription, regardless of the body
     */
    TranscriptSubscriber(int status) {
        this.status = status;
    }

    @Override
    public CompletionStage<TranscriptionResult> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        if (status == 200) {
            started.request(Long.MAX_VALUE);
        } else {
            cancel(Reason.REFUSED);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (bytes.size() + buffer.remaining() > MAX_BYTES) {
                cancel(Reason.GARBAGE);
                return;
            }
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes.writeBytes(piece);
        }
    }

    private void cancel(Reason reason) {
        if (subscription != null) {
            subscription.cancel();
        }
        result.complete(new Failed(reason));
    }

    @Override
    public void onError(Throwable broken) {
        result.complete(new Failed(Reason.BROKEN));
    }

    @Override
    public void onComplete() {
        result.complete(transcription(bytes.toString(UTF_8)));
    }

    private static TranscriptionResult transcription(String json) {
        try {
            JsonValue answer = Json.parse(json);
            return answer.text("text")
                    .<TranscriptionResult>map(text -> new Transcribed(text.strip(), confidence(answer)))
                    .orElseGet(() -> new Failed(Reason.GARBAGE));
        } catch (MalformedJsonException malformed) {
            return new Failed(Reason.GARBAGE);
        }
    }

    /** The mean probability of the segments, which the endpoint reports as logarithms. */
    private static Optional<Double> confidence(JsonValue answer) {
        OptionalDouble mean = answer.field("segments").map(JsonValue::items).orElse(List.of()).stream()
                .flatMap(segment -> segment.field("avg_logprob").flatMap(JsonValue::number).stream())
                .mapToDouble(logarithm -> Math.min(1, Math.exp(logarithm.doubleValue())))
                .average();
        return mean.isPresent() ? Optional.of(Math.rint(mean.getAsDouble() * 1_000) / 1_000) : Optional.empty();
    }
}
