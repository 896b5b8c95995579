package dev.carewire.assistant;

import dev.carewire.cluster.Transactions;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.AssistantEvents.AnswerWithdrawn;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the outcomes of answers in their threads, on a worker. Any thread; never blocks. */
final class AnswerRecorder {

    private static final Logger log = LoggerFactory.getLogger(AnswerRecorder.class);

    /** The delay before the next attempt if all workers are busy. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Conversations conversations;
    private final Transactions transactions;
    private final AssistantEmit emit;
    private final Executor workers;
    private final TransientTimers timers;

    /** @param workers may reject tasks under load */
    AnswerRecorder(
            Conversations conversations,
            Transactions transactions,
            AssistantEmit emit,
            Executor workers,
            TransientTimers timers) {
        this.conversations = conversations;
        this.transactions = transactions;
        this.emit = emit;
        this.workers = workers;
        this.timers = timers;
    }

    /**
     * Stores an outcome as soon as a worker is free.
     *
     * @param free frees the thread for its next answer; runs before the outcome is published and in any case, possibly
     *     more than once
     * @param done runs afterwards in any case
     */
    void store(StreamingAnswer answer, AnswerOutcome outcome, Runnable free, Runnable done) {
        try {
            workers.execute(() -> storeAndPublish(answer, outcome, free, done));
        } catch (RejectedExecutionException busy) {
            timers.schedule(RETRY_DELAY, () -> store(answer, outcome, free, done));
        }
    }

    private void storeAndPublish(StreamingAnswer answer, AnswerOutcome outcome, Runnable free, Runnable done) {
        try {
            transactions.inTransaction(() -> {
                transactions.afterCommit(free);
                write(answer, outcome);
            });
        } catch (RejectedException gone) {
            log.atDebug().addKeyValue("thread", answer.threadId()).log("nobody is left in the thread");
        } catch (RuntimeException failure) {
            log.atError()
                    .addKeyValue("thread", answer.threadId())
                    .addKeyValue("outcome", outcome)
                    .setCause(failure)
                    .log("answer not stored");
        } finally {
            free.run();
            done.run();
        }
    }

    private void write(StreamingAnswer answer, AnswerOutcome outcome) {
        if (outcome.isKept()) {
            write(answer, BotAuthor.ASSISTANT, answer.messageId(), answer.text());
        }
        outcome.systemNotice()
                .ifPresent(notice ->
                        write(answer, BotAuthor.SYSTEM, UUID.randomUUID().toString(), notice));
        if (!outcome.isKept() && answer.wasShown()) {
            emit.sendAnswerWithdrawn(answer.tenant(), new AnswerWithdrawn(answer.threadId(), answer.messageId()));
        }
    }

    private void write(StreamingAnswer answer, BotAuthor author, String messageId, String text) {
        conversations.post(answer.tenant(), answer.threadId(), author, messageId, text);
    }
}
