package dev.carewire.assistant;

import dev.carewire.assistant.Turn.Speaker;
import dev.carewire.cluster.Transactions;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions in message threads with a language model. A question is an ordinary message, and so is the finished
 * answer; until then, the thread receives it in parts.
 *
 * <p>If there is no answer, the system posts a notice in the thread, and clients discard the partial answer. No thread
 * waits for the model.
 *
 * <p>A thread has one answer at a time; the limits bound the answers of a node. Only this node knows its running
 * answers; after a crash, their questions stay unanswered. Any thread. Lock: this object, never held while publishing.
 */
public final class Assistant implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Assistant.class);

    /** Most users whose questions are counted at a time. */
    private static final int MAX_ASKERS = 16_384;

    private final Optional<LanguageModel> model;
    private final Conversations conversations;
    private final Transactions transactions;
    private final AnswerRecorder recorder;
    private final AssistantEmit emit;
    private final TransientTimers timers;
    private final AssistantLimits limits;
    private final KeyedRateLimiter<Asker> rate;
    private final Map<ThreadKey, StreamingAnswer> running = new HashMap<>();
    private boolean closed;

    /**
     * An idle assistant.
     *
     * @param model empty if there is none; every question is then answered with a notice
     * @param workers store answers; may reject tasks under load
     */
    public Assistant(
            Optional<LanguageModel> model,
            Conversations conversations,
            Transactions transactions,
            AssistantEmit emit,
            TransientTimers timers,
            Executor workers,
            AssistantLimits limits,
            Clock clock) {
        this.model = model;
        this.conversations = conversations;
        this.transactions = transactions;
        this.recorder = new AnswerRecorder(conversations, transactions, emit, workers, timers);
        this.emit = emit;
        this.timers = timers;
        this.limits = limits;
        this.rate = new KeyedRateLimiter<>(RateLimit.perMinute(limits.questionsPerMinute()), MAX_ASKERS, clock);
    }

    /** Whether there is a model that answers. */
    public boolean isConfigured() {
        return model.isPresent();
    }

    /**
     * Posts a question in a thread and starts its answer. The model receives the question and the earlier conversation
     * between the caller and the assistant. It never receives other members' messages, nor a question that is not committed.
     * Blocks until the question is stored.
     *
     * @param text with the limits of a message
     * @return the question
     * @throws RejectedException {@code INVALID} for an invalid text; {@code NOT_FOUND} for a thread without the caller;
     *     {@code FORBIDDEN} for a display. {@code CONFLICT} while the thread has a running answer; {@code
     *     TOO_MANY_REQUESTS} above the caller's rate of questions; {@code OVERLOADED} above the node's number of
     *     concurrent answers
     */
    public MessageSnapshot ask(Caller caller, String threadId, String text) {
        requireMember(caller, threadId);
        ThreadKey key = new ThreadKey(caller.tenant(), threadId);
        StreamingAnswer answer = reserve(caller, key);
        try {
            MessageSnapshot question = conversations.postQuestion(caller, threadId, text);
            List<Turn> turns = turns(caller, question);
            transactions.onEnd(() -> start(turns, answer), () -> release(key, answer));
            return question;
        } catch (RuntimeException notAsked) {
            release(key, answer);
            throw notAsked;
        }
    }

    private void start(List<Turn> turns, StreamingAnswer answer) {
        if (model.isEmpty()) {
            answer.end(AnswerOutcome.NOT_CONFIGURED);
        } else if (answer.start()) {
            request(model.get(), turns, answer);
        }
    }

    private void request(LanguageModel languageModel, List<Turn> turns, StreamingAnswer answer) {
        TransientTimers.ScheduledTask timeout =
                timers.schedule(limits.timeout(), () -> answer.end(AnswerOutcome.TIMED_OUT));
        try {
            answer.setCancelTargets(timeout, languageModel.answer(turns, answer));
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("the model could not be asked");
            timeout.cancel();
            answer.end(AnswerOutcome.UNREACHABLE);
        }
    }

    /**
     * Stops the running answer in a thread; any member may. Does nothing if there is none. Blocks.
     *
     * @throws RejectedException {@code NOT_FOUND} for a thread without the caller; {@code FORBIDDEN} for a display
     */
    public void cancel(Caller caller, String threadId) {
        requireMember(caller, threadId);
        StreamingAnswer answer;
        synchronized (this) {
            answer = running.get(new ThreadKey(caller.tenant(), threadId));
        }
        if (answer != null) {
            answer.end(AnswerOutcome.STOPPED);
        }
    }

    /** The number of running answers. */
    synchronized int size() {
        return running.size();
    }

    /** Ends all answers, and notifies their threads if the workers still run. Later questions are rejected. */
    @Override
    public void close() {
        List<StreamingAnswer> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running.values());
        }
        all.forEach(answer -> answer.end(AnswerOutcome.INTERRUPTED));
    }

    private void requireMember(Caller caller, String threadId) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display may not ask the assistant");
        }
        conversations.requireMember(caller, threadId);
    }

    private synchronized StreamingAnswer reserve(Caller caller, ThreadKey key) {
        if (running.containsKey(key)) {
            throw RejectedException.passingConflict("assistant: answering already");
        }
        if (closed || running.size() >= limits.maxConcurrentAnswers()) {
            throw new RejectedException(Rejection.OVERLOADED, "the assistant is busy");
        }
        rate.tryAcquire(new Asker(caller.tenant(), caller.userId())).ifPresent(wait -> {
            throw RejectedException.tooManyRequests(
                    "too many questions (expected: at most " + limits.questionsPerMinute() + " a minute)", wait);
        });
        StreamingAnswer answer = new StreamingAnswer(
                key.tenant,
                key.threadId,
                UUID.randomUUID().toString(),
                limits.maxAnswerLength(),
                emit,
                (ended, outcome) ->
                        recorder.store(ended, outcome, () -> release(key, ended), () -> stopTyping(key, ended)));
        running.put(key, answer);
        return answer;
    }

    /** Removes this answer only: it may have been stopped, and the thread may have another one by now. */
    private synchronized void release(ThreadKey key, StreamingAnswer answer) {
        running.remove(key, answer);
    }

    /** The indicator stays on if another answer has started; none can start while this method publishes. */
    private synchronized void stopTyping(ThreadKey key, StreamingAnswer answer) {
        if (!running.containsKey(key)) {
            answer.stopTyping();
        }
    }

    private List<Turn> turns(Caller caller, MessageSnapshot question) {
        List<Turn> turns = new ArrayList<>();
        if (limits.maxHistoryMessages() > 0) {
            turns.addAll(ConversationHistory.of(
                    caller,
                    conversations.messagesBefore(
                            caller, question.threadId(), question.id(), limits.maxHistoryMessages())));
        }
        turns.add(new Turn(Speaker.MEMBER, question.body()));
        return turns;
    }

    private record ThreadKey(TenantId tenant, String threadId) {}

    private record Asker(TenantId tenant, String userId) {}
}
