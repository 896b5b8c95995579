package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.FinishReason;
import dev.carewire.assistant.LanguageModel.Listener;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body as it arrives, and cancels the request as soon as the answer's end is known. One signal at a
 * time.
 */
final class ChatCompletionSubscriber implements BodySubscriber<FinishReason> {

    private final int status;
    private final ChatCompletionParser chunks;
    private final ServerSentEventParser parser;
    private final CompletableFuture<FinishReason> ending = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /**
     * A body of which nothing has been read.
     *
     * @param status HTTP status of the response; any other than 200 fails the request, regardless of the body
     */
    ChatCompletionSubscriber(int status, Listener listener) {
        this.status = status;
        this.chunks = new ChatCompletionParser(listener);
        this.parser = new ServerSentEventParser(chunks::read);
    }

    @Override
    public CompletionStage<FinishReason> getBody() {
        return ending;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        if (status == 200) {
            started.request(1);
        } else {
            cancel(FinishReason.REFUSED);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Optional<FinishReason> reached = Optional.empty();
        for (ByteBuffer buffer : buffers) {
            if (reached.isEmpty()) {
                reached = parser.read(buffer);
            }
        }
        reached.ifPresent(this::cancel);
        if (reached.isEmpty() && subscription != null) {
            subscription.request(1);
        }
    }

    private void cancel(FinishReason how) {
        if (subscription != null) {
            subscription.cancel();
        }
        ending.complete(how);
    }

    @Override
    public void onError(Throwable broken) {
        ending.complete(chunks.endingSoFar().orElse(FinishReason.BROKEN));
    }

    @Override
    public void onComplete() {
        ending.complete(chunks.endingSoFar().orElse(FinishReason.BROKEN));
    }
}
