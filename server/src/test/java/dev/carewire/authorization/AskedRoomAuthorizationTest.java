package dev.carewire.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.authorization.RoomAuthority.Answer;
import dev.carewire.authorization.RoomQuestionCounters.Outcome;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedRoomAuthorizationTest {

    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final RoomDecision REFUSED = new RoomDecision.Refused();
    private static final RoomDecision UNAVAILABLE = new RoomDecision.Unavailable();
    private static final RoomDecision NOT_ASKED = new RoomDecision.NotAsked();

    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final RoomQuestionCounters counters = new RoomQuestionCounters();

    /** The questions that the clinic's system has not answered yet, in the order in which it was asked. */
    private final Map<RoomQuestion, CompletableFuture<Answer>> asked = new LinkedHashMap<>();

    private final List<RoomQuestion> everAsked = new ArrayList<>();

    private AskedRoomAuthorization authorization(RoomQuestionLimits limits) {
        return authorization(limits, Runnable::run);
    }

    private AskedRoomAuthorization authorization(RoomQuestionLimits limits, Executor workers) {
        return new AskedRoomAuthorization(
                question -> {
                    everAsked.add(question);
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    asked.put(question, answer);
                    return answer;
                },
                limits,
                counters,
                Runnable::run,
                workers,
                clock);
    }

    private AskedRoomAuthorization authorization() {
        return authorization(RoomQuestionLimits.of(Duration.ofMinutes(5)));
    }

    /** Two questions at a time, three waiting per tenant, four in all; two remembered answers per tenant, three in all. */
    private static RoomQuestionLimits narrow() {
        return new RoomQuestionLimits(
                Duration.ofMinutes(5), Duration.ofSeconds(5), 2, 3, 4, Duration.ofSeconds(10), 2, 3);
    }

    private static Caller nurse(TenantId tenant, String user) {
        return Callers.caller(tenant, user, Role.NURSE);
    }

    private static CompletableFuture<RoomDecision> ask(RoomAuthorization authorization, Caller caller, String thread) {
        return authorization
                .decide(caller, RoomKey.thread(caller.tenant(), thread))
                .toCompletableFuture();
    }

    private void answer(RoomQuestion question, Answer answer) {
        Optional.ofNullable(asked.remove(question)).orElseThrow().complete(answer);
    }

    private void answerFirst(Answer answer) {
        answer(asked.keySet().iterator().next(), answer);
    }

    @Test
    void asksAboutUserRolesTenantAndRoomAndRemembersTheAnswerForFourFifthsOfItsLifetime() {
        AskedRoomAuthorization authorization = authorization();
        Caller ada = Callers.caller(NORTH, "ada", Role.NURSE, Role.ADMIN, Role.OTHER);
        CompletableFuture<RoomDecision> first = ask(authorization, ada, "7");

        assertThat(first).isNotDone();
        answer(new RoomQuestion(NORTH, "ada", List.of("admin", "nurse", "other"), "thread:7"), Answer.ALLOWED);

        RoomDecision allowed = new RoomDecision.Allowed(Optional.of(NOW.plusSeconds(300)));
        assertThat(first).isCompletedWithValue(allowed);
        clock.advance(Duration.ofSeconds(239));
        assertThat(ask(authorization, ada, "7")).isCompletedWithValue(allowed);
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(authorization, ada, "7")).isNotDone();
        assertThat(asked).hasSize(1);
    }

    @Test
    void remembersARefusalBriefly() {
        AskedRoomAuthorization authorization = authorization();
        ask(authorization, nurse(NORTH, "ada"), "7");
        answerFirst(Answer.REFUSED);

        clock.advance(Duration.ofSeconds(4));
        assertThat(ask(authorization, nurse(NORTH, "ada"), "7")).isCompletedWithValue(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(authorization, nurse(NORTH, "ada"), "7")).isNotDone();
    }

    @Test
    void aMissingAnswerRefusesAndIsNotRemembered() {
        AskedRoomAuthorization authorization = authorization();
        CompletableFuture<RoomDecision> first = ask(authorization, nurse(NORTH, "ada"), "7");
        answerFirst(Answer.NONE);

        assertThat(first).isCompletedWithValue(UNAVAILABLE);
        assertThat(ask(authorization, nurse(NORTH, "ada"), "7")).isNotDone();
        assertThat(counters.countOf(Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void asksTheSameQuestionOnceHoweverManyWaitForIt() {
        AskedRoomAuthorization authorization = authorization();
        List<CompletableFuture<RoomDecision>> joins = IntStream.range(0, 1_000)
                .mapToObj(i -> ask(authorization, nurse(NORTH, "ada"), "7"))
                .toList();
        assertThat(everAsked).hasSize(1);

        answerFirst(Answer.ALLOWED);

        assertThat(joins).allSatisfy(join -> assertThat(join).isCompleted());
        assertThat(counters.countOf(Outcome.ALLOWED)).isEqualTo(1);
    }

    @Test
    void anotherRoleUserOrTenantIsAnotherQuestion() {
        AskedRoomAuthorization authorization = authorization();
        ask(authorization, nurse(NORTH, "ada"), "7");
        ask(authorization, Callers.caller(NORTH, "ada", Role.DOCTOR), "7");
        ask(authorization, nurse(NORTH, "bea"), "7");
        ask(authorization, nurse(SOUTH, "ada"), "7");

        assertThat(asked).hasSize(4);
    }

    @Test
    void boundsTheQuestionsAndLetsNoTenantHoldUpAnother() {
        AskedRoomAuthorization authorization = authorization(narrow());
        for (int i = 0; i < 5; i++) {
            ask(authorization, nurse(NORTH, "ada"), "n" + i);
        }
        CompletableFuture<RoomDecision> tooManyOfATenant = ask(authorization, nurse(NORTH, "ada"), "n5");
        CompletableFuture<RoomDecision> south = ask(authorization, nurse(SOUTH, "eve"), "s0");
        CompletableFuture<RoomDecision> tooMany = ask(authorization, nurse(SOUTH, "eve"), "s1");

        assertThat(everAsked).extracting(RoomQuestion::room).containsExactly("thread:n0", "thread:n1");
        assertThat(tooManyOfATenant).isCompletedWithValue(NOT_ASKED);
        assertThat(tooMany).isCompletedWithValue(NOT_ASKED);
        assertThat(counters.countOf(Outcome.NOT_ASKED)).isEqualTo(2);

        answerFirst(Answer.ALLOWED);
        answerFirst(Answer.ALLOWED);
        assertThat(everAsked)
                .extracting(RoomQuestion::room)
                .containsExactly("thread:n0", "thread:n1", "thread:n2", "thread:s0");
        answerFirst(Answer.ALLOWED);
        answerFirst(Answer.REFUSED);
        assertThat(south).isCompletedWithValue(REFUSED);
    }

    @Test
    void aQuestionThatWaitsTooLongForItsTurnIsNotAsked() {
        AskedRoomAuthorization authorization = authorization(narrow());
        ask(authorization, nurse(NORTH, "ada"), "n0");
        ask(authorization, nurse(NORTH, "ada"), "n1");
        CompletableFuture<RoomDecision> late = ask(authorization, nurse(NORTH, "ada"), "n2");
        clock.advance(Duration.ofSeconds(11));

        answerFirst(Answer.NONE);

        assertThat(late).isCompletedWithValue(NOT_ASKED);
        assertThat(everAsked).hasSize(2);
        assertThat(ask(authorization, nurse(NORTH, "ada"), "n3"))
                .as("a place is free again")
                .isNotDone();
        assertThat(everAsked).hasSize(3);
    }

    @Test
    void remembersABoundedNumberOfAnswersPerTenantAndInAll() {
        AskedRoomAuthorization authorization = authorization(narrow());
        for (String thread : List.of("1", "2", "3")) {
            ask(authorization, nurse(NORTH, "ada"), thread);
            answerFirst(Answer.ALLOWED);
        }
        assertThat(authorization.answerCount()).isEqualTo(2);
        for (String thread : List.of("1", "2")) {
            ask(authorization, nurse(SOUTH, "eve"), thread);
            answerFirst(Answer.ALLOWED);
        }
        assertThat(authorization.answerCount()).isEqualTo(3);
        assertThat(ask(authorization, nurse(NORTH, "ada"), "3"))
                .as("another tenant's answers stay")
                .isCompleted();

        clock.advance(Duration.ofMinutes(5));
        authorization.evict();
        assertThat(authorization.answerCount()).isZero();
    }

    /** Regression: they ran on the two threads that receive the answers for all tenants, and blocked them. */
    @Test
    void commandsThatWaitedForADecisionRunOnTheWorkers() {
        List<Runnable> workers = new ArrayList<>();
        AskedRoomAuthorization authorization = authorization(narrow(), workers::add);
        CompletableFuture<RoomDecision> north = ask(authorization, nurse(NORTH, "ada"), "7");
        CompletableFuture<RoomDecision> south = ask(authorization, nurse(SOUTH, "ada"), "7");
        CompletableFuture<RoomDecision> next = ask(authorization, nurse(SOUTH, "bea"), "7");
        CompletableFuture<RoomDecision> command = north.thenApply(decision -> decision);

        answerFirst(Answer.ALLOWED);
        answerFirst(Answer.REFUSED);

        assertThat(List.of(north, south, command)).noneMatch(CompletableFuture::isDone);
        assertThat(asked.keySet()).extracting(RoomQuestion::user).containsExactly("bea");
        workers.forEach(Runnable::run);
        assertThat(command).isCompletedWithValue(new RoomDecision.Allowed(Optional.of(NOW.plusSeconds(300))));
        assertThat(south).isCompletedWithValue(REFUSED);
        assertThat(next).isNotDone();
    }

    @Test
    void aDecisionIsCompletedEvenIfTheWorkersAreSaturated() {
        AskedRoomAuthorization authorization = authorization(narrow(), task -> {
            throw new RejectedExecutionException("saturated");
        });
        CompletableFuture<RoomDecision> decision = ask(authorization, nurse(NORTH, "ada"), "7");

        answerFirst(Answer.REFUSED);

        assertThat(decision).isCompletedWithValue(REFUSED);
    }

    @Test
    void answersWhoeverWaitsWhenTheServerStops() {
        AskedRoomAuthorization authorization = authorization(narrow());
        List<CompletableFuture<RoomDecision>> open = IntStream.range(0, 4)
                .mapToObj(i -> ask(authorization, nurse(NORTH, "ada"), "n" + i))
                .toList();

        authorization.close();

        assertThat(open).allSatisfy(question -> assertThat(question).isCompletedWithValue(NOT_ASKED));
        assertThat(ask(authorization, nurse(NORTH, "ada"), "n9")).isCompletedWithValue(NOT_ASKED);
        assertThat(everAsked).hasSize(2);
    }
}
