package dev.carewire.assistant;

import dev.carewire.cluster.Alarms;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.AssistantEvents.AnswerContinued;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.TenantId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An answer from its question to its end, which comes once. Any thread; never blocks. Lock: this object. */
final class Answer implements LanguageModel.Listener {

    private final TenantId tenant;
    private final String threadId;
    private final String messageId;
    private final AnswerText text;
    private final AssistantEmit emit;
    private final BiConsumer<Answer, Outcome> end;
    private int pieces;
    private boolean begun;
    private boolean ended;
    private Alarms.@Nullable Alarm timeout;
    private LanguageModel.@Nullable Call call;

    /**
     * An answer of which nothing is known.
     *
     * @param messageId what its message will be called
     * @param end told once how it ended; does not block
     */
    Answer(
            TenantId tenant,
            String threadId,
            String messageId,
            int maxLength,
            AssistantEmit emit,
            BiConsumer<Answer, Outcome> end) {
        this.tenant = tenant;
        this.threadId = threadId;
        this.messageId = messageId;
        this.text = new AnswerText(maxLength);
        this.emit = emit;
        this.end = end;
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
    synchronized boolean begin() {
        if (!ended) {
            begun = true;
            tellTyping(true);
        }
        return begun;
    }

    /** Tells the thread that nobody is at work on it any more, if it was told the contrary. */
    synchronized void leave() {
        if (begun) {
            tellTyping(false);
        }
    }

    private void tellTyping(boolean typing) {
        emit.sendAssistantTyping(
                tenant, new TypingChanged(threadId, Author.ASSISTANT.id(), Author.ASSISTANT.name(), typing));
    }

    /** What is cancelled when the answer ends. */
    synchronized void holds(Alarms.Alarm alarm, LanguageModel.Call started) {
        timeout = alarm;
        call = started;
        if (ended) {
            letGo();
        }
    }

    @Override
    public void arrived(String piece) {
        boolean full;
        synchronized (this) {
            if (ended) {
                return;
            }
            String shown = text.append(piece);
            if (!shown.isEmpty()) {
                pieces++;
                emit.sendAnswerPart(tenant, new AnswerContinued(threadId, messageId, shown, pieces));
            }
            full = text.isCut();
        }
        if (full) {
            end(Outcome.CUT);
        }
    }

    @Override
    public void ended(LanguageModel.Ending ending) {
        end(Outcome.of(ending));
    }

    /** Ends the answer unless it has ended; pieces that still come are passed over. */
    void end(Outcome outcome) {
        Outcome how;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            letGo();
            how = outcome.isKept() && text.isBlank() ? Outcome.EMPTY : outcome;
        }
        end.accept(this, how);
    }

    private void letGo() {
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
        return pieces > 0;
    }
}
