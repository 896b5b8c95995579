package dev.carewire.authorization;

import dev.carewire.authorization.RoomQuestionCounters.Outcome;
import dev.carewire.authorization.TenantQuestions.OpenQuestion;
import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the clinic's own system who may be in a room, and remembers its answers for a time. All who ask the same question
 * at a time share one answer. Questions wait for their turn, tenant by tenant, so that no tenant holds up the others.
 * Whatever exceeds a limit is {@link RoomDecision.NotAsked}. An answer that allows a room is remembered for four fifths of
 * its life, so that {@link RoomLeases} renew it in the last fifth. Any thread; never blocks. Lock: this object.
 */
public final class AskedRoomAuthorization implements RoomAuthorization, AutoCloseable {

    private static final RoomDecision REFUSED = new RoomDecision.Refused();
    private static final RoomDecision UNAVAILABLE = new RoomDecision.Unavailable();
    private static final RoomDecision NOT_ASKED = new RoomDecision.NotAsked();

    private final RoomAuthority authority;
    private final RoomQuestionLimits limits;
    private final RoomQuestionCounters counters;
    private final Executor executor;
    private final Executor workers;
    private final Clock clock;
    private final Map<TenantId, TenantQuestions> tenants = new HashMap<>();

    /** The tenants with waiting questions; the first one is next. */
    private final Set<TenantId> turns = new LinkedHashSet<>();

    private int waiting;
    private int asked;
    private int answers;
    private boolean closed;

    /**
     * An authorization that has asked nothing yet.
     *
     * @param executor receives the answers of the clinic's system
     * @param workers complete the decisions, and so run the commands that waited for them. They may reject tasks under load;
     *     {@code executor} then completes the decisions
     */
    public AskedRoomAuthorization(
            RoomAuthority authority,
            RoomQuestionLimits limits,
            RoomQuestionCounters counters,
            Executor executor,
            Executor workers,
            Clock clock) {
        this.authority = authority;
        this.limits = limits;
        this.counters = counters;
        this.executor = executor;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public CompletionStage<RoomDecision> decide(Caller caller, RoomKey room) {
        RoomQuestion question = RoomQuestion.of(caller, room);
        CompletionStage<RoomDecision> decision = rememberedOrOpen(question);
        askNext();
        return decision;
    }

    private synchronized CompletionStage<RoomDecision> rememberedOrOpen(RoomQuestion question) {
        Instant now = clock.instant();
        TenantQuestions tenant = tenants.computeIfAbsent(question.tenant(), first -> new TenantQuestions());
        Optional<CompletionStage<RoomDecision>> known = tenant.answer(question, now)
                .map(CompletableFuture::completedStage)
                .or(() -> tenant.openQuestion(question).map(OpenQuestion::decision));
        if (known.isPresent()) {
            return known.get();
        }
        if (closed || waiting >= limits.waiting() || tenant.waitingCount() >= limits.waitingPerTenant()) {
            counters.count(Outcome.NOT_ASKED);
            removeIfEmpty(question.tenant(), tenant);
            return CompletableFuture.completedStage(NOT_ASKED);
        }
        OpenQuestion asked = new OpenQuestion(question, now, new CompletableFuture<>());
        tenant.add(asked);
        waiting++;
        turns.add(question.tenant());
        return asked.decision();
    }

    /** Asks waiting questions, as many as may be asked at a time. */
    private void askNext() {
        for (OpenQuestion next = takeNext(); next != null; next = takeNext()) {
            OpenQuestion question = next;
            if (hasWaitedTooLong(question)) {
                executor.execute(() -> onAnswer(question, Outcome.NOT_ASKED));
            } else {
                authority
                        .ask(question.question())
                        .thenAcceptAsync(answer -> onAnswer(question, outcome(answer)), executor);
            }
        }
    }

    private synchronized @Nullable OpenQuestion takeNext() {
        if (asked >= limits.concurrent() || turns.isEmpty()) {
            return null;
        }
        TenantId tenant = turns.iterator().next();
        turns.remove(tenant);
        TenantQuestions questions = tenants.getOrDefault(tenant, new TenantQuestions());
        Optional<OpenQuestion> next = questions.next();
        if (questions.waitingCount() > 0) {
            turns.add(tenant);
        }
        waiting -= next.isPresent() ? 1 : 0;
        asked += next.isPresent() ? 1 : 0;
        return next.orElse(null);
    }

    private boolean hasWaitedTooLong(OpenQuestion question) {
        return clock.instant().isAfter(question.since().plus(limits.longestWait()));
    }

    private static Outcome outcome(RoomAuthority.Answer answer) {
        return switch (answer) {
            case ALLOWED -> Outcome.ALLOWED;
            case REFUSED -> Outcome.REFUSED;
            case NONE -> Outcome.FAILED;
        };
    }

    private void onAnswer(OpenQuestion question, Outcome outcome) {
        counters.count(outcome);
        RoomDecision decision = remember(question.question(), outcome);
        askNext();
        complete(question, decision);
    }

    /** The commands that waited for a decision run on its thread, and may block. Other tenants' answers must not wait for them. */
    private void complete(OpenQuestion question, RoomDecision decision) {
        try {
            workers.execute(() -> question.decision().complete(decision));
        } catch (RejectedExecutionException saturated) {
            question.decision().complete(decision);
        }
    }

    /** Failures are not remembered: the next question may succeed. */
    private synchronized RoomDecision remember(RoomQuestion question, Outcome outcome) {
        asked--;
        TenantQuestions tenant = tenants.getOrDefault(question.tenant(), new TenantQuestions());
        tenant.close(question);
        Instant now = clock.instant();
        RoomDecision decision = outcome == Outcome.NOT_ASKED ? NOT_ASKED : UNAVAILABLE;
        if (outcome == Outcome.ALLOWED) {
            Duration lifetime = limits.answerLifetime();
            decision = new RoomDecision.Allowed(Optional.of(now.plus(lifetime)));
            remember(
                    tenant,
                    question,
                    decision,
                    now.plus(lifetime.multipliedBy(4).dividedBy(5)),
                    now);
        } else if (outcome == Outcome.REFUSED) {
            decision = REFUSED;
            remember(tenant, question, decision, now.plus(limits.refusalLifetime()), now);
        }
        removeIfEmpty(question.tenant(), tenant);
        return decision;
    }

    private void remember(
            TenantQuestions tenant, RoomQuestion question, RoomDecision decision, Instant until, Instant now) {
        int before = tenant.answerCount();
        tenant.remember(question, decision, until);
        answers += tenant.answerCount() - before;
        int most = answers > limits.answers() ? tenant.answerCount() - 1 : limits.answersPerTenant();
        answers -= tenant.forget(now, Math.min(most, limits.answersPerTenant()));
    }

    private void removeIfEmpty(TenantId id, TenantQuestions tenant) {
        if (tenant.isEmpty()) {
            tenants.remove(id, tenant);
        }
    }

    /** Forgets expired answers. Call every few seconds. */
    public synchronized void evict() {
        Instant now = clock.instant();
        tenants.values().forEach(tenant -> answers -= tenant.forget(now, limits.answersPerTenant()));
        tenants.values().removeIf(TenantQuestions::isEmpty);
    }

    /** The number of remembered answers, expired ones included. */
    synchronized int answerCount() {
        return answers;
    }

    /** Answers every open question as not asked, and all later ones. */
    @Override
    public void close() {
        List<OpenQuestion> open = new ArrayList<>();
        synchronized (this) {
            closed = true;
            turns.clear();
            waiting = 0;
            tenants.values().forEach(tenant -> tenant.openQuestions().forEach(open::add));
        }
        open.forEach(question -> question.decision().complete(NOT_ASKED));
    }
}
