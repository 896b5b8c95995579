package dev.carewire.adapter.openai;

import dev.carewire.transcription.Audio;
import dev.carewire.transcription.Transcriber;
import dev.carewire.transcription.TranscriptionResult;
import dev.carewire.transcription.TranscriptionResult.Failed;
import dev.carewire.transcription.TranscriptionResult.Reason;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transcribes speech with {@code POST {url}/audio/transcriptions}, which accepts a form with a file. No thread waits
 * for the answer, and at most {@value TranscriptSubscriber#MAX_BYTES} bytes of it are buffered.
 *
 * <p>Redirects are not followed. Neither the key nor audio nor text is ever logged. Any thread; never blocks.
 */
public final class OpenAiTranscriber implements Transcriber {

    private static final Logger log = LoggerFactory.getLogger(OpenAiTranscriber.class);

    private final TranscriberConfig config;
    private final OpenAiEndpoint endpoint;

    /** A client of the configured endpoint. */
    public OpenAiTranscriber(TranscriberConfig config) {
        this.config = config;
        this.endpoint = new OpenAiEndpoint(config.url(), "audio/transcriptions", config.key());
    }

    @Override
    public CompletionStage<TranscriptionResult> transcribe(Audio audio) {
        MultipartAudio form = new MultipartAudio(config, audio);
        HttpRequest request = endpoint.request()
                .header("content-type", form.contentType())
                .header("accept", "application/json")
                .POST(form.body())
                .build();
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<TranscriptionResult>> call = endpoint.client()
                .sendAsync(request, head -> {
                    begun.set(true);
                    return new TranscriptSubscriber(head.statusCode());
                });
        // Cancels the call itself, not a dependent stage: only that closes the connection.
        return call.copy()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    call.cancel(true);
                    return response == null ? failure(failure, begun.get()) : result(response);
                });
    }

    private static TranscriptionResult result(HttpResponse<TranscriptionResult> response) {
        if (response.body() instanceof Failed failed) {
            log.atWarn()
                    .addKeyValue("status", response.statusCode())
                    .addKeyValue("reason", failed.reason())
                    .log("no transcript");
        }
        return response.body();
    }

    private static TranscriptionResult failure(Throwable failure, boolean begun) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        log.atWarn()
                .addKeyValue("failure", cause.getClass().getSimpleName())
                .addKeyValue("begun", begun)
                .log("transcription service did not answer");
        if (cause instanceof TimeoutException) {
            return new Failed(Reason.TIMED_OUT);
        }
        return new Failed(begun ? Reason.BROKEN : Reason.UNREACHABLE);
    }
}
