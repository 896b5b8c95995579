package dev.carewire.adapter.openai;

import dev.carewire.assistant.LanguageModel.Ending;
import dev.carewire.assistant.LanguageModel.Listener;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body while it comes in, and hangs up as soon as it knows how the answer ends. One signal at a time. */
final class AnswerStream implements BodySubscriber<Ending> {

    private final int status;
    private final AnswerChunks chunks;
    private final EventLines lines;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /**
     * A body of which nothing has come.
     *
     * @param status of the answer; one that is no success refuses the question, whatever follows
     */
    AnswerStream(int status, Listener listener) {
        this.status = status;
        this.chunks = new AnswerChunks(listener);
        this.lines = new EventLines(chunks::read);
    }

    @Override
    public CompletionStage<Ending> getBody() {
        return ending;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        if (status == 200) {
            started.request(1);
        } else {
            hangUp(Ending.REFUSED);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Optional<Ending> reached = Optional.empty();
        for (ByteBuffer buffer : buffers) {
            if (reached.isEmpty()) {
                reached = lines.read(buffer);
            }
        }
        reached.ifPresent(this::hangUp);
        if (reached.isEmpty() && subscription != null) {
            subscription.request(1);
        }
    }

    private void hangUp(Ending how) {
        if (subscription != null) {
            subscription.cancel();
        }
        ending.complete(how);
    }

    @Override
    public void onError(Throwable broken) {
        ending.complete(chunks.reached().orElse(Ending.BROKEN));
    }

    @Override
    public void onComplete() {
        ending.complete(chunks.reached().orElse(Ending.BROKEN));
    }
}
