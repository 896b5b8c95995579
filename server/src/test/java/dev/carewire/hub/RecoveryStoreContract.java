package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The behavior of every store of recoverable sessions. */
public abstract class RecoveryStoreContract {

    /** Long before what other tests store. */
    private static final Instant NOW = Instant.parse("1995-01-01T12:00:00Z");

    private final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final SessionOwner owner = new SessionOwner(tenant, "ada", "family socket.io/");
    private final String id = UUID.randomUUID().toString();
    private RecoveryStore store = RecoveryStore.NONE;

    /** A store that may hold sessions of others. */
    protected abstract RecoveryStore create();

    @BeforeEach
    void open() {
        store = create();
    }

    private RecoverableSession session(String of, long generation, long caughtUpTo) {
        RoomKey granted = RoomKey.backEnd(tenant, "room \"7\" 李");
        return new RecoverableSession(
                of,
                generation,
                "public-" + of,
                owner,
                new SessionProgress("e1", 3, 5, caughtUpTo),
                Map.of(RoomKey.tenant(tenant), 3L, RoomKey.thread(tenant, "t"), 4L, granted, 5L),
                Set.of(granted));
    }

    private Optional<RecoverableSession> claim() {
        return store.claim(id, owner, NOW, NOW);
    }

    @Test
    void aClaimReturnsTheLastStateInItsNextGeneration() {
        assertThat(store.save(List.of(session(id, 0, 6)), NOW)).isEmpty();
        assertThat(store.save(List.of(session(id, 0, 7), session(id, 0, 8)), NOW))
                .isEmpty();

        assertThat(claim()).contains(session(id, 1, 8));
    }

    /** A process that dies before it has saved the resumed session leaves the state for the next claim. */
    @Test
    void aClaimedSessionCanBeClaimedAgain() {
        store.save(List.of(session(id, 0, 6)), NOW);

        assertThat(claim()).contains(session(id, 1, 6));
        assertThat(claim()).contains(session(id, 2, 6));
    }

    @Test
    void onlyItsOwnerClaimsASession() {
        store.save(List.of(session(id, 0, 6)), NOW);

        for (SessionOwner other : List.of(
                new SessionOwner(tenant, "bea", owner.encoding()),
                new SessionOwner(new TenantId("other"), "ada", owner.encoding()),
                new SessionOwner(tenant, "ada", "family socket.io/other"))) {
            assertThat(store.claim(id, other, NOW, NOW)).as(other.toString()).isEmpty();
        }
        assertThat(store.claim("unknown", owner, NOW, NOW)).isEmpty();
        assertThat(claim()).contains(session(id, 1, 6));
    }

    @Test
    void aSessionWithoutASignOfLifeCannotBeClaimed() {
        store.save(List.of(session(id, 0, 6)), NOW.minusSeconds(1));
        assertThat(claim()).isEmpty();

        store.save(List.of(session(id, 0, 7)), NOW);
        assertThat(claim()).contains(session(id, 1, 7));
    }

    @Test
    void theStateOfAnEarlierGenerationIsNotStored() {
        store.save(List.of(session(id, 0, 6)), NOW);
        claim();
        RecoverableSession obsolete = session(id, 0, 9);
        String other = UUID.randomUUID().toString();

        assertThat(store.save(List.of(obsolete, session(other, 0, 1)), NOW)).containsExactly(obsolete);
        store.delete(List.of(obsolete));

        assertThat(claim()).contains(session(id, 2, 6));
        assertThat(store.claim(other, owner, NOW, NOW)).isPresent();
    }

    @Test
    void aDeletedSessionCannotBeClaimed() {
        store.save(List.of(session(id, 0, 6)), NOW);

        store.delete(List.of(session(id, 0, 5)));
        store.delete(List.of());

        assertThat(claim()).isEmpty();
        assertThat(store.save(List.of(), NOW)).isEmpty();
    }

    @Test
    void atMostOneOfConcurrentClaimsSucceedsPerGeneration() throws Exception {
        for (int round = 0; round < 10; round++) {
            String each = id + round;
            store.save(List.of(session(each, 0, 6)), NOW);
            Set<Long> generations = ConcurrentHashMap.newKeySet();
            AtomicInteger claimed = new AtomicInteger();

            Parallel.run(
                    4,
                    thread -> store.claim(each, owner, NOW, NOW).ifPresent(state -> {
                        claimed.incrementAndGet();
                        generations.add(state.generation());
                    }));

            assertThat(claimed.get()).isPositive();
            assertThat(generations).hasSize(claimed.get());
        }
    }

    @Test
    void savesFromSeveralThreadsDoNotBlockEachOther() throws Exception {
        List<RecoverableSession> sessions =
                IntStream.range(0, 50).mapToObj(i -> session(id + i, 0, 6)).toList();

        Parallel.run(4, thread -> {
            for (int round = 0; round < 5; round++) {
                store.save(sessions, NOW);
                store.delete(sessions.subList(0, 10));
            }
        });

        assertThat(store.claim(id + 49, owner, NOW, NOW)).isPresent();
    }

    @Test
    void expiredSessionsAreDeletedInBatches() {
        Instant old = Instant.parse("1980-01-01T12:00:00Z");
        store.save(IntStream.range(0, 3).mapToObj(i -> session(id + i, 0, 6)).toList(), old);
        store.save(List.of(session(id, 0, 6)), old.plusSeconds(1));

        assertThat(store.deleteSavedBefore(old.plusSeconds(1), 2)).isEqualTo(2);
        assertThat(store.deleteSavedBefore(old.plusSeconds(1), 2)).isEqualTo(1);
        assertThat(store.deleteSavedBefore(old.plusSeconds(1), 2)).isZero();

        assertThat(store.claim(id, owner, old, NOW)).isPresent();
    }
}
