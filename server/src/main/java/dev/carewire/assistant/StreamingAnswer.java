package dev.carewire.assistant;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.AssistantEvents.AnswerContinued;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.TenantId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An answer from its question to its end, which comes once. Any thread; never blocks. Lock: this object. */
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
     * An answer of which nothing is known.
     *
     * @param messageId what its message will be called
     * @param end told once how it ended; does not block
     */
    StreamingAnswer(
            TenantId tenant,
            String threadId,
            String messageId,
            int maxLength,
            AssistantEmit emit,
            BiConsumer<StreamingAnswer, AnswerOutcome> end) {
        this.tenant = tenant;
        this.threadId = threadId;
        this.messageId = messageId;
        this.text = new AnswerText(maxLength);
        this.emit = emit;
        this.onEnd = end;
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

    /** Tells the thread that somebody is at work on it, and returns whether that is so: it may have ended already. */
    synchronized boolean start() {
        if (!ended) {
            begun = true;
            publishTyping(true);
        }
        return begun;
    }

    /** Tells the thread that nobody is at work on it any more, if it was told the contrary. */
    synchronized void stopTyping() {
        if (begun) {
            publishTyping(false);
        }
    }

    private void publishTyping(boolean typing) {
        emit.sendAssistantTyping(
                tenant, new TypingChanged(threadId, BotAuthor.ASSISTANT.id(), BotAuthor.ASSISTANT.name(), typing));
    }

    /** What is cancelled when the answer ends. */
    synchronized void setCancelTargets(TransientTimers.ScheduledTask alarm, LanguageModel.Call started) {
        timeout = alarm;
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

    /** Ends the answer unless it has ended; pieces that still come are passed over. */
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

    /** What the model said. */
    synchronized String text() {
        return text.text();
    }

    /** Whether members were shown any of it. */
    synchronized boolean wasShown() {
        return chunkCount > 0;
    }
}
