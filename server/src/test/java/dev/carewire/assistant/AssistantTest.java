package dev.carewire.assistant;

import static dev.carewire.assistant.InMemoryConversations.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.assistant.LanguageModel.FinishReason;
import dev.carewire.assistant.Turn.Speaker;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Callers;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.event.AssistantEvents.AnswerContinued;
import dev.carewire.event.AssistantEvents.AnswerWithdrawn;
import dev.carewire.event.Event;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssistantTest {

    private static final TenantId CLINIC = new TenantId("clinic");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final AssistantLimits LIMITS = new AssistantLimits(TIMEOUT, 20, 10, 3, 2);

    private final List<Event<?>> told = new ArrayList<>();
    private final ManualTimers alarms = new ManualTimers();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Set<String> members = new HashSet<>(Set.of("ada", "bob"));
    private final InMemoryConversations conversations = new InMemoryConversations(CLINIC, members);
    private final ScriptedModel model = new ScriptedModel();
    private final AssistantEmit emit = new AssistantEmit(TestPublishers.inMemory(told::add), clock);
    private final Assistant assistant = assistant(Optional.of(model), LIMITS, Runnable::run);

    private final Caller ada = Callers.caller(CLINIC, "ada", Role.NURSE);
    private final Caller bob = Callers.caller(CLINIC, "bob", Role.PATIENT);
    private final Caller stranger = Callers.caller(CLINIC, "stranger", Role.ADMIN);
    private final Caller foreignAda = Callers.caller(new TenantId("other"), "ada", Role.NURSE);
    private final Caller screen = Callers.caller(CLINIC, "ada", Role.DISPLAY);

    private Assistant assistant(Optional<LanguageModel> asked, AssistantLimits limits, Executor workers) {
        return new Assistant(asked, conversations, new NoTransactions(), emit, alarms, workers, limits, clock);
    }

    @Test
    void anAnswerGrowsInTheThreadAndBecomesAMessage() {
        MessageSnapshot question = assistant.ask(ada, THREAD, "How long?");

        assertThat(question.body()).isEqualTo("How long?");
        assertThat(model.asked).containsExactly(List.of(new Turn(Speaker.MEMBER, "How long?")));
        assertThat(payloads()).containsExactly(typing(true));
        model.say("Two ", "weeks.");
        model.end(FinishReason.WHOLE);

        assertThat(conversations.written).containsExactly("ada: How long?", "ai_assistant: Two weeks.");
        String answer = conversations.newest().id();
        assertThat(payloads())
                .containsExactly(
                        typing(true),
                        new AnswerContinued(THREAD, answer, "Two ", 1),
                        new AnswerContinued(THREAD, answer, "weeks.", 2),
                        typing(false));
        assertThat(told).allSatisfy(event -> assertThat(event.rooms()).containsExactly(RoomKey.thread(CLINIC, THREAD)));
        assertThat(assistant.size()).isZero();
        assertThat(alarms.size()).isZero();
    }

    @Test
    void whoIsToldOfAnAnswerMayAskTheNextQuestionAtOnce() {
        assistant.ask(ada, THREAD, "How long?");
        conversations.afterNextWrite = () -> assistant.ask(ada, THREAD, "And then?");

        model.end(FinishReason.REFUSED);

        assertThat(conversations.written)
                .hasSize(3)
                .startsWith("ada: How long?")
                .endsWith("ada: And then?");
        assertThat(assistant.size()).isOne();
        assertThat(payloads()).containsExactly(typing(true), typing(true));
        model.end(FinishReason.REFUSED);
        assertThat(payloads()).containsExactly(typing(true), typing(true), typing(false));
    }

    @Test
    void withoutAModelTheThreadIsToldSo() {
        Assistant none = assistant(Optional.empty(), LIMITS, Runnable::run);

        none.ask(ada, THREAD, "How long?");

        assertThat(conversations.written)
                .containsExactly(
                        "ada: How long?",
                        "system: The assistant is not configured on this server. Nobody answers this question.");
        assertThat(told).isEmpty();
        assertThat(none.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "REFUSED", "BROKEN", "GARBAGE"})
    void whatFailsIsWithdrawnAndSaid(FinishReason ending) {
        assistant.ask(ada, THREAD, "How long?");
        model.say("Take 10");

        model.end(ending);

        assertThat(conversations.written).hasSize(2).last().asString().startsWith("system: ");
        assertThat(payloads())
                .hasSize(4)
                .contains(new AnswerWithdrawn(THREAD, partial().messageId()))
                .endsWith(typing(false));
        assertThat(assistant.size()).isZero();
    }

    @Test
    void whatWasNotShownIsNotWithdrawn() {
        assistant.ask(ada, THREAD, "How long?");

        model.end(FinishReason.UNREACHABLE);

        assertThat(payloads()).containsExactly(typing(true), typing(false));
    }

    @Test
    void aSlowModelIsGivenUp() {
        assistant.ask(ada, THREAD, "How long?");
        model.say("Let me think");
        alarms.advance(TIMEOUT.minusMillis(1));
        assertThat(model.cancelled).isEmpty();

        alarms.advance(Duration.ofMillis(1));

        assertThat(model.cancelled).containsExactly(0);
        assertThat(conversations.written).last().asString().startsWith("system: The assistant took too long.");
        assertThat(payloads()).contains(new AnswerWithdrawn(THREAD, partial().messageId()));
        int before = told.size();
        model.say("Two weeks.");
        model.end(FinishReason.WHOLE);
        assertThat(told).hasSize(before);
        assertThat(conversations.written).hasSize(2);
    }

    @Test
    void anEndlessAnswerIsCutOffAndSaidToBe() {
        assistant.ask(ada, THREAD, "How long?");

        model.say("0123456789", "0123456789", "0123456789", "0123456789");

        assertThat(model.cancelled).containsExactly(0);
        assertThat(conversations.written)
                .containsExactly(
                        "ada: How long?",
                        "ai_assistant: 01234567890123456789",
                        "system: The assistant's answer was cut off: it was too long.");
        assertThat(assistant.size()).isZero();
    }

    @Test
    void anAnswerThatTheModelCutsOffIsSaidToBe() {
        assistant.ask(ada, THREAD, "How long?");
        model.say("Two");
        model.end(FinishReason.CUT);

        assertThat(conversations.written).hasSize(3).contains("ai_assistant: Two");
    }

    @Test
    void anEmptyAnswerIsNone() {
        assistant.ask(ada, THREAD, "How long?");
        model.say(" ", "\0");
        model.end(FinishReason.WHOLE);

        assertThat(conversations.written).hasSize(2).last().asString().startsWith("system: The assistant had nothing");
    }

    @Test
    void anyMemberStopsAnAnswer() {
        assistant.ask(ada, THREAD, "How long?");
        model.say("Two");

        assistant.cancel(bob, THREAD);

        assertThat(model.cancelled).containsExactly(0);
        assertThat(conversations.written).hasSize(2).last().asString().startsWith("system: The assistant was stopped.");
        assertThat(payloads()).contains(new AnswerWithdrawn(THREAD, partial().messageId()));
        assistant.cancel(bob, THREAD);
        assertThat(conversations.written).hasSize(2);
    }

    @Test
    void whoIsStoppedBeforeTheQuestionIsStoredDoesNotAskTheModel() {
        conversations.duringAsk = () -> assistant.cancel(bob, THREAD);

        assistant.ask(ada, THREAD, "How long?");

        assertThat(model.asked).isEmpty();
        assertThat(told).isEmpty();
        assertThat(assistant.size()).isZero();
    }

    @Test
    void aQuestionThatFailsDoesNotEndTheAnswerToAnother() {
        conversations.duringAsk = () -> {
            assistant.cancel(bob, THREAD);
            assistant.ask(bob, THREAD, "And I?");
            throw new IllegalStateException("database");
        };

        assertThatThrownBy(() -> assistant.ask(ada, THREAD, "How long?")).hasMessage("database");

        assertThat(model.asked).hasSize(1);
        assertRejected(Rejection.CONFLICT, () -> assistant.ask(ada, THREAD, "Again?"));
    }

    /** Regression: the model received a question that was never stored, and the thread stayed taken. */
    @Test
    void asksTheModelOnlyOnceTheQuestionIsCommitted() {
        OpenTransactions transactions = new OpenTransactions();
        Assistant waiting = new Assistant(
                Optional.of(model), conversations, transactions, emit, alarms, Runnable::run, LIMITS, clock);
        waiting.ask(ada, THREAD, "How long?");
        assertRejected(Rejection.CONFLICT, () -> waiting.ask(bob, THREAD, "And I?"));
        transactions.rollbacks.removeLast().run();
        assertThat(waiting.size()).isZero();

        waiting.ask(ada, THREAD, "How long?");
        assertThat(model.asked).isEmpty();
        assertThat(told).isEmpty();

        transactions.commits.removeLast().run();
        assertThat(model.asked).hasSize(1);
        assertThat(payloads()).containsExactly(typing(true));
    }

    @Test
    void nobodyElseAsksOrStops() {
        assistant.ask(ada, THREAD, "How long?");
        for (Caller outsider : List.of(stranger, foreignAda)) {
            assertRejected(Rejection.NOT_FOUND, () -> assistant.ask(outsider, THREAD, "And I?"));
            assertRejected(Rejection.NOT_FOUND, () -> assistant.cancel(outsider, THREAD));
        }
        assertRejected(Rejection.NOT_FOUND, () -> assistant.ask(ada, "thread-2", "And there?"));
        assertRejected(Rejection.FORBIDDEN, () -> assistant.ask(screen, THREAD, "And I?"));
        assertRejected(Rejection.FORBIDDEN, () -> assistant.cancel(screen, THREAD));

        assertThat(model.asked).hasSize(1);
        assertThat(model.cancelled).isEmpty();
        assertThat(conversations.written).hasSize(1);
    }

    @Test
    void aThreadHasOneAnswerAtATime() {
        assistant.ask(ada, THREAD, "How long?");
        assertRejected(Rejection.CONFLICT, () -> assistant.ask(bob, THREAD, "How often?"));
        model.end(FinishReason.REFUSED);

        assistant.ask(bob, THREAD, "How often?");

        assertThat(model.asked).hasSize(2);
    }

    @Test
    void aQuestionThatIsNoneLeavesRoomForAnother() {
        assertRejected(Rejection.INVALID, () -> assistant.ask(ada, THREAD, " "));
        assertThat(assistant.size()).isZero();

        assistant.ask(ada, THREAD, "How long?");
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void aUserAsksSoManyQuestionsAMinute() {
        for (int i = 0; i < 3; i++) {
            assistant.ask(ada, THREAD, "Again?");
            model.end(FinishReason.REFUSED);
        }
        assertRejected(Rejection.TOO_MANY_REQUESTS, () -> assistant.ask(ada, THREAD, "Again?"));
        assistant.ask(bob, THREAD, "And I?");
        model.end(FinishReason.REFUSED);
        clock.advance(Duration.ofMinutes(1));

        assistant.ask(ada, THREAD, "Again?");
        assertThat(model.asked).hasSize(5);
    }

    @Test
    void aNodeWritesSoManyAnswersAtATime() {
        Assistant busy = assistant(Optional.of(model), new AssistantLimits(TIMEOUT, 20, 10, 100, 1), task -> {});
        busy.ask(ada, THREAD, "How long?");
        conversations.addThread("thread-2");

        assertRejected(Rejection.OVERLOADED, () -> busy.ask(ada, "thread-2", "How often?"));
    }

    @Test
    void theModelIsShownWhatItAndTheCallerSaidToEachOther() {
        conversations.add("ada", "m1", "Is cream enough?");
        conversations.add("ai_assistant", "m2", "Yes.");
        conversations.add("system", "m3", "The assistant was stopped.");
        conversations.add("bob", "m4", "My number is 555 0100");
        conversations.add("ai_assistant", "m5", "I noted 555 0100");
        conversations.add("ada", "m6", "");
        conversations.add("ada", "m7", "And then?");

        assistant.ask(ada, THREAD, "How long?");

        assertThat(model.asked.get(0))
                .containsExactly(
                        new Turn(Speaker.MEMBER, "Is cream enough?"),
                        new Turn(Speaker.ASSISTANT, "Yes."),
                        new Turn(Speaker.MEMBER, "And then?"),
                        new Turn(Speaker.MEMBER, "How long?"));
    }

    @Test
    void theModelIsShownNoMoreThanItMayBe() {
        conversations.add("ada", "m1", "Is cream enough?");
        Assistant forgetful = assistant(Optional.of(model), new AssistantLimits(TIMEOUT, 20, 0, 3, 2), Runnable::run);

        forgetful.ask(ada, THREAD, "How long?");

        assertThat(model.asked.get(0)).containsExactly(new Turn(Speaker.MEMBER, "How long?"));
    }

    @Test
    void anAnswerForNobodyIsDropped() {
        assistant.ask(ada, THREAD, "How long?");
        model.say("Two weeks.");
        members.clear();

        model.end(FinishReason.WHOLE);

        assertThat(conversations.written).containsExactly("ada: How long?");
        assertThat(payloads()).endsWith(typing(false));
        assertThat(assistant.size()).isZero();
    }

    @Test
    void anEndWaitsForAWorkerThatHasTime() {
        List<Runnable> tasks = new ArrayList<>();
        int[] refusals = {2};
        Assistant patient = assistant(Optional.of(model), LIMITS, task -> {
            if (refusals[0]-- > 0) {
                throw new RejectedExecutionException("busy");
            }
            tasks.add(task);
        });
        patient.ask(ada, THREAD, "How long?");
        model.say("Two weeks.");
        model.end(FinishReason.WHOLE);
        assertThat(tasks).isEmpty();
        assertRejected(Rejection.CONFLICT, () -> patient.ask(bob, THREAD, "And I?"));

        alarms.advance(Duration.ofSeconds(2));
        tasks.forEach(Runnable::run);

        assertThat(conversations.written).last().isEqualTo("ai_assistant: Two weeks.");
        assertThat(patient.size()).isZero();
    }

    @Test
    void aModelThatCannotEvenBeAskedLeavesNothingBehind() {
        Assistant broken = assistant(
                Optional.of((turns, listener) -> {
                    throw new IllegalStateException("bug");
                }),
                LIMITS,
                Runnable::run);

        broken.ask(ada, THREAD, "How long?");

        assertThat(conversations.written).hasSize(2).last().asString().startsWith("system: ");
        assertThat(broken.size()).isZero();
        assertThat(alarms.size()).isZero();
    }

    @Test
    void aModelThatAnswersAtOnceIsUnderstood() {
        Assistant quick = assistant(
                Optional.of((turns, listener) -> {
                    listener.onChunk("Two weeks.");
                    listener.onEnded(FinishReason.WHOLE);
                    return () -> {};
                }),
                LIMITS,
                Runnable::run);

        quick.ask(ada, THREAD, "How long?");

        assertThat(conversations.written).last().isEqualTo("ai_assistant: Two weeks.");
        assertThat(alarms.size()).isZero();
    }

    @Test
    void aServerThatStopsSaysSo() {
        assistant.ask(ada, THREAD, "How long?");

        assistant.close();

        assertThat(model.cancelled).containsExactly(0);
        assertThat(conversations.written).last().asString().startsWith("system: The assistant was interrupted");
        assertRejected(Rejection.OVERLOADED, () -> assistant.ask(ada, THREAD, "How long?"));
    }

    @Test
    void showsNoWordsToTheLog() {
        assistant.ask(ada, THREAD, "secret question");
        model.say("secret answer");

        assertThat(model.asked.get(0)).asString().doesNotContain("secret");
        assertThat(payloads()).asString().doesNotContain("secret");
    }

    private AnswerContinued partial() {
        return told.stream()
                .map(Event::payload)
                .filter(AnswerContinued.class::isInstance)
                .map(AnswerContinued.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static TypingChanged typing(boolean typing) {
        return new TypingChanged(THREAD, "ai_assistant", "Assistant", typing, Optional.of(List.of()));
    }

    private List<Record> payloads() {
        return told.stream().<Record>map(Event::payload).toList();
    }

    private static void assertRejected(Rejection expected, ThrowingCallable command) {
        RejectedException refusal = catchThrowableOfType(RejectedException.class, command);
        assertThat(refusal).isNotNull();
        assertThat(refusal.rejection()).isEqualTo(expected);
    }

    /** Nothing can be rolled back here; every write counts. */
    private static class NoTransactions implements Transactions {
        @Override
        public <T> T inTransaction(Supplier<T> work) {
            return work.get();
        }

        @Override
        public Optional<RuntimeException> inNestedTransaction(Runnable work) {
            try {
                work.run();
                return Optional.empty();
            } catch (RuntimeException failed) {
                return Optional.of(failed);
            }
        }

        @Override
        public void onEnd(Runnable committed, Runnable rolledBack) {
            committed.run();
        }
    }

    /** The test ends the transactions itself. */
    private static final class OpenTransactions extends NoTransactions {
        private final Deque<Runnable> commits = new ArrayDeque<>();
        private final Deque<Runnable> rollbacks = new ArrayDeque<>();

        @Override
        public void onEnd(Runnable committed, Runnable rolledBack) {
            commits.add(committed);
            rollbacks.add(rolledBack);
        }
    }
}
