package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SilentSessionsTest {

    private static final TenantId TENANT = new TenantId("north");
    private static final RoomKey USER = RoomKey.user(TENANT, "ada");

    private final SilentSessions silentSessions = new SilentSessions(Duration.ofMillis(20));

    @Test
    void oneCheckOfAUserRunsAtATime() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletionStage<Void> first = silentSessions.close(USER, List.of(session(() -> answer)));

        assertThat(silentSessions.close(USER, List.of())).isSameAs(first);
        answer.complete(null);
        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
        assertThat(silentSessions.close(USER, List.of())).isNotSameAs(first);
    }

    /** One check that never completed locked its user out until the restart. */
    @Test
    void aCheckThatNeverCompletesDoesNotLockItsUserOut() {
        CompletionStage<Void> stuck = silentSessions.close(USER, List.of(session(CompletableFuture::new)));

        assertThat(stuck).succeedsWithin(Duration.ofSeconds(5));
        assertThat(silentSessions.close(USER, List.of())).isNotSameAs(stuck).isCompleted();
    }

    @Test
    void aCheckThatThrowsDoesNotLockItsUserOut() {
        CompletionStage<Void> failed = silentSessions.close(USER, List.of(session(() -> {
            throw new IllegalStateException("bug");
        })));

        assertThat(failed).isCompleted();
        assertThat(silentSessions.close(USER, List.of())).isNotSameAs(failed);
    }

    private static Session session(Supplier<CompletionStage<Void>> check) {
        Caller ada = new Caller(
                new PrincipalBuilder("ada", "", Set.of(Role.NURSE))
                        .tenant(TENANT)
                        .build(),
                TENANT);
        return new Session(
                "s1",
                Optional.empty(),
                ada,
                new TextEncoding(event -> List.of()),
                new CheckedConnection(new RecordingConnection(), check),
                new SerialExecutor(Runnable::run));
    }

    /** A connection whose check is the test's. */
    private record CheckedConnection(Connection other, Supplier<CompletionStage<Void>> check) implements Connection {

        @Override
        public CompletionStage<Void> closeIfSilent(Duration timeout) {
            return check.get();
        }

        @Override
        public Executor loop() {
            return other.loop();
        }

        @Override
        public Executor loopAfterIo() {
            return other.loopAfterIo();
        }

        @Override
        public OfferResult offer(Frame frame) {
            return other.offer(frame);
        }

        @Override
        public void send(Frame frame) {
            other.send(frame);
        }

        @Override
        public void flush() {
            other.flush();
        }

        @Override
        public void close(CloseReason reason) {
            other.close(reason);
        }
    }
}
