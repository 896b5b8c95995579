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

/** Stores how answers ended, in their threads, on a worker. Any thread; never blocks. */
final class AnswerRecorder {

    private static final Logger log = LoggerFactory.getLogger(AnswerRecorder.class);

    /** After which time a worker is looked for again if none has time. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Conversations conversations;
    private final Transactions transactions;
    private final AssistantEmit emit;
    private final Executor workers;
    private final TransientTimers alarms;

    /** @param workers may reject what is too much for now */
    AnswerRecorder(
            Conversations conversations,
            Transactions transactions,
            AssistantEmit emit,
            Executor workers,
            TransientTimers alarms) {
        this.conversations = conversations;
        this.transactions = transactions;
        this.emit = emit;
        this.workers = workers;
        this.alarms = alarms;
    }

    /**
     * Stores an end as soon as a worker has time.
     *
     * @param free makes room for the thread's next answer; run before anybody is told of the end, and whatever happened, maybe
     *     more than once
     * @param done run afterwards, whatever happened
     */
    void store(StreamingAnswer answer, AnswerOutcome outcome, Runnable free, Runnable done) {
        try {
            workers.execute(() -> storeAndPublish(answer, outcome, free, done));
        } catch (RejectedExecutionException busy) {
            alarms.schedule(RETRY_DELAY, () -> store(answer, outcome, free, done));
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
                .ifPresent(line ->
                        write(answer, BotAuthor.SYSTEM, UUID.randomUUID().toString(), line));
        if (!outcome.isKept() && answer.wasShown()) {
            emit.sendAnswerWithdrawn(answer.tenant(), new AnswerWithdrawn(answer.threadId(), answer.messageId()));
        }
    }

    private void write(StreamingAnswer answer, BotAuthor author, String messageId, String text) {
        conversations.post(answer.tenant(), answer.threadId(), author, messageId, text);
    }
}
