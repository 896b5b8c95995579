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

/**
 * Answers questions in message threads with the words of a language model. A question is a message like any other; so is the answer
 * once it is whole, and until then the thread sees it grow. Where there is no answer the system says so in the thread, and what was
 * shown is withdrawn: nothing is made up, and no half of an answer stays. No thread waits for the model.
 *
 * <p>A thread has one answer at a time, a node so many as the limits say. Running answers are known to this node alone; a crash
 * forgets them, and their questions stay without an answer. Any thread. Lock: this object, never held while anything is told.
 */
public final class Assistant implements AutoCloseable {

    /** Users whose questions are counted at a time. */
    private static final int MAX_ASKERS = 16_384;

    private final Optional<LanguageModel> model;
    private final Conversations conversations;
    private final AnswerRecorder recorder;
    private final AssistantEmit emit;
    private final TransientTimers alarms;
    private final AssistantLimits limits;
    private final KeyedRateLimiter<Asker> rate;
    private final Map<ThreadKey, StreamingAnswer> running = new HashMap<>();
    private boolean closed;

    /**
     * An assistant that nobody has asked yet.
     *
     * @param model empty if there is none: every question is answered with just that
     * @param workers store answers; may reject what is too much for now
     */
    public Assistant(
            Optional<LanguageModel> model,
            Conversations conversations,
            Transactions transactions,
            AssistantEmit emit,
            TransientTimers alarms,
            Executor workers,
            AssistantLimits limits,
            Clock clock) {
        this.model = model;
        this.conversations = conversations;
        this.recorder = new AnswerRecorder(conversations, transactions, emit, workers, alarms);
        this.emit = emit;
        this.alarms = alarms;
        this.limits = limits;
        this.rate = new KeyedRateLimiter<>(RateLimit.perMinute(limits.questionsPerMinute()), MAX_ASKERS, clock);
    }

    /**
     * Writes a question into a thread and has it answered there. The model is shown the question and, of the messages before it,
     * what the caller and the assistant said to each other; what others wrote is not shown to it. Blocks until the question is
     * stored.
     *
     * @param text what a message may say
     * @return the question
     * @throws RejectedException {@code INVALID} for another text; {@code NOT_FOUND} for a thread the caller is not in; {@code
     *     FORBIDDEN} for a display; {@code CONFLICT} while an answer is being written in the thread; {@code OVERLOADED} if the
     *     caller asks too often or too many answers are being written
     */
    public MessageSnapshot ask(Caller caller, String threadId, String text) {
        requireMember(caller, threadId);
        ThreadKey place = new ThreadKey(caller.tenant(), threadId);
        StreamingAnswer answer = reserve(caller, place);
        MessageSnapshot question;
        List<Turn> turns;
        try {
            question = conversations.postQuestion(caller, threadId, text);
            turns = turns(caller, question);
        } catch (RuntimeException notAsked) {
            release(place, answer);
            throw notAsked;
        }
        if (model.isEmpty()) {
            answer.end(AnswerOutcome.NOT_CONFIGURED);
        } else if (answer.start()) {
            start(model.get(), turns, answer);
        }
        return question;
    }

    private void start(LanguageModel asked, List<Turn> turns, StreamingAnswer answer) {
        TransientTimers.ScheduledTask timeout =
                alarms.schedule(limits.timeout(), () -> answer.end(AnswerOutcome.TIMED_OUT));
        try {
            answer.setCancelTargets(timeout, asked.answer(turns, answer));
        } catch (RuntimeException bug) {
            timeout.cancel();
            answer.end(AnswerOutcome.UNREACHABLE);
            throw bug;
        }
    }

    /**
     * Stops the answer that is being written in a thread; any member may. Does nothing if there is none. Blocks.
     *
     * @throws RejectedException {@code NOT_FOUND} for a thread the caller is not in; {@code FORBIDDEN} for a display
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

    /** Answers that are being written. */
    synchronized int size() {
        return running.size();
    }

    /** Ends all answers; their threads are told as long as the workers work. Questions are refused from now on. */
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

    private synchronized StreamingAnswer reserve(Caller caller, ThreadKey place) {
        if (running.containsKey(place)) {
            throw RejectedException.conflict("assistant: answering already");
        }
        if (closed || running.size() >= limits.maxConcurrentAnswers()) {
            throw new RejectedException(Rejection.OVERLOADED, "the assistant is busy");
        }
        if (rate.tryAcquire(new Asker(caller.tenant(), caller.userId())).isPresent()) {
            throw new RejectedException(
                    Rejection.OVERLOADED,
                    "too many questions (expected: at most " + limits.questionsPerMinute() + " a minute)");
        }
        StreamingAnswer answer = new StreamingAnswer(
                place.tenant,
                place.threadId,
                UUID.randomUUID().toString(),
                limits.maxAnswerLength(),
                emit,
                (ended, outcome) ->
                        recorder.store(ended, outcome, () -> release(place, ended), () -> stopTyping(place, ended)));
        running.put(place, answer);
        return answer;
    }

    /** The answer's alone: it may have been stopped, and another one may be written there by now. */
    private synchronized void release(ThreadKey place, StreamingAnswer answer) {
        running.remove(place, answer);
    }

    /** Where another answer has begun meanwhile somebody is at work all the same; none can begin while the thread is told. */
    private synchronized void stopTyping(ThreadKey place, StreamingAnswer answer) {
        if (!running.containsKey(place)) {
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
