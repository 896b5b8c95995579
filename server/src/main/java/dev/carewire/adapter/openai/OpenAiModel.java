package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel;
import dev.carewire.assistant.Turn;
import dev.carewire.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model behind {@code POST {url}/chat/completions}, which answers with server-sent events. No thread waits
 * for the answer, and at most one line of it is buffered.
 *
 * <p>Redirects are not followed. The caller limits the time by canceling. Neither the key nor a text is ever logged.
 * Any thread; never blocks.
 */
public final class OpenAiModel implements LanguageModel {

    private static final Logger log = LoggerFactory.getLogger(OpenAiModel.class);

    private final OpenAiConfig config;
    private final OpenAiEndpoint endpoint;

    /** A client of the configured model. */
    public OpenAiModel(OpenAiConfig config) {
        this.config = config;
        this.endpoint = new OpenAiEndpoint(config.url(), "chat/completions", config.key());
    }

    @Override
    public Call answer(List<Turn> turns, Listener listener) {
        HttpRequest request = endpoint.request()
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(BodyPublishers.ofString(requestBody(turns)))
                .build();
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<FinishReason>> call = endpoint.client().sendAsync(request, head -> {
            begun.set(true);
            return new ChatCompletionSubscriber(head.statusCode(), listener);
        });
        CompletableFuture<Void> reported = call.handle((response, failure) -> {
            listener.onEnded(response == null ? failureEnding(failure, begun.get()) : ending(response));
            return null;
        });
        return () -> {
            // A canceled call is not reported as a failure. It is completed rather than canceled, because canceling it
            // would end the call first (MinimalFuture).
            reported.complete(null);
            call.cancel(true);
        };
    }

    private String requestBody(List<Turn> turns) {
        List<Map<String, Object>> messages = new ArrayList<>();
        config.prompt().ifPresent(prompt -> messages.add(message("system", prompt)));
        for (Turn turn : turns) {
            messages.add(message(
                    switch (turn.speaker()) {
                        case MEMBER -> "user";
                        case ASSISTANT -> "assistant";
                    },
                    turn.text()));
        }
        return new JsonObject()
                .put("model", config.model())
                .put("stream", true)
                .put("messages", messages)
                .json();
    }

    private static Map<String, Object> message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content).fields();
    }

    private static FinishReason ending(HttpResponse<FinishReason> response) {
        FinishReason ending = response.body();
        if (ending != FinishReason.WHOLE && ending != FinishReason.CUT) {
            log.atWarn()
                    .addKeyValue("status", response.statusCode())
                    .addKeyValue("ending", ending)
                    .log("language model gave no answer");
        }
        return ending;
    }

    /** A broken connection may end the call before the body's subscriber is notified. */
    private static FinishReason failureEnding(Throwable failure, boolean begun) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        log.atWarn()
                .addKeyValue("failure", cause.getClass().getSimpleName())
                .addKeyValue("begun", begun)
                .log("language model did not answer");
        return begun ? FinishReason.BROKEN : FinishReason.UNREACHABLE;
    }
}
