package dev.carewire.assistant;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.AssistantEvents.AnswerContinued;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An answer from its question to its end, which happens once. Any thread; never blocks. Lock: this object. */
final class StreamingAnswer implements LanguageModel.Listener {

    private final TenantId tenant;
    private final String threadId;
    private final String messageId;
    private final AnswerText text;
    private final AssistantEmit emit;
    private final BiConsumer<StreamingAnswer, AnswerOutcome> onEnd;
    private int chunkCount;
    private boolean begun;
    private boolean ended;
    private TransientTimers.@Nullable ScheduledTask timeout;
    private LanguageModel.@Nullable Call call;

    /**
     * An answer without text.
     *
     * @param messageId the id of its future message
     * @param onEnd receives the outcome once; must not block
     */
    StreamingAnswer(
            TenantId tenant,
            String threadId,
            String messageId,
            int maxLength,
            AssistantEmit emit,
            BiConsumer<StreamingAnswer, AnswerOutcome> onEnd) {
        this.tenant = tenant;
        this.threadId = threadId;
        this.messageId = messageId;
        this.text = new AnswerText(maxLength);
        this.emit = emit;
        this.onEnd = onEnd;
    }

    TenantId tenant() {
        return tenant;
    }

    String threadId() {
        return threadId;
    }

    String messageId() {
        return messageId;
    }

    /** Publishes that the assistant is typing, unless the answer has ended; whether it started. */
    synchronized boolean start() {
        if (!ended) {
            begun = true;
            publishTyping(true);
        }
        return begun;
    }

    /** Publishes that the assistant is no longer typing, if it was. */
    synchronized void stopTyping() {
        if (begun) {
            publishTyping(false);
        }
    }

    private void publishTyping(boolean typing) {
        emit.sendAssistantTyping(
                tenant,
                new TypingChanged(
                        threadId,
                        BotAuthor.ASSISTANT.id(),
                        BotAuthor.ASSISTANT.name(),
                        typing,
                        Optional.of(List.of())));
    }

    /** Sets the timer and the call to cancel when the answer ends. */
    synchronized void setCancelTargets(TransientTimers.ScheduledTask timer, LanguageModel.Call started) {
        timeout = timer;
        call = started;
        if (ended) {
            cancelTargets();
        }
    }

    @Override
    public void onChunk(String piece) {
        boolean full;
        synchronized (this) {
            if (ended) {
                return;
            }
            String shown = text.append(piece);
            if (!shown.isEmpty()) {
                chunkCount++;
                emit.sendAnswerPart(tenant, new AnswerContinued(threadId, messageId, shown, chunkCount));
            }
            full = text.isTruncated();
        }
        if (full) {
            end(AnswerOutcome.CUT);
        }
    }

    @Override
    public void onEnded(LanguageModel.FinishReason ending) {
        end(AnswerOutcome.of(ending));
    }

    /** Ends the answer unless it has ended; later pieces are ignored. */
    void end(AnswerOutcome outcome) {
        AnswerOutcome how;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            cancelTargets();
            how = outcome.isKept() && text.isBlank() ? AnswerOutcome.EMPTY : outcome;
        }
        onEnd.accept(this, how);
    }

    private void cancelTargets() {
        if (timeout != null) {
            timeout.cancel();
        }
        if (call != null) {
            call.cancel();
        }
    }

    /** The generated text. */
    synchronized String text() {
        return text.text();
    }

    /** Whether members received any of it. */
    synchronized boolean wasShown() {
        return chunkCount > 0;
    }
}
