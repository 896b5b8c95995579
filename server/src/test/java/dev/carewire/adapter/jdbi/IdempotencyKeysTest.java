package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.Parallel;
import dev.carewire.cluster.Transactions;
import dev.carewire.emission.EmissionRequest;
import dev.carewire.emission.IdempotencyKeys;
import dev.carewire.emission.IdempotencyKeys.CompletedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Idempotency keys: the server carries out a request once per key. */
class IdempotencyKeysTest extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final JdbiIdempotencyKeys keys = new JdbiIdempotencyKeys(database());
    private final Transactions transactions = new JdbiTransactions(database());

    IdempotencyKeysTest(TestDatabases which) {
        super(which);
    }

    private static CompletedRequest use(String digit, int ids) {
        return new CompletedRequest(
                digit.repeat(64),
                Stream.generate(() -> "n" + "-".repeat(IdempotencyKeys.MAX_ID_LENGTH - 37) + UUID.randomUUID())
                        .limit(ids)
                        .toList(),
                AT);
    }

    @Test
    void remembersTheFirstUse() {
        CompletedRequest first = use("a", EmissionRequest.MAX_EMISSIONS);

        assertThat(keys.claim(tenant, "u", "k", first)).isEmpty();
        assertThat(keys.claim(tenant, "u", "k", use("b", 1))).contains(first);
        assertThat(keys.claim(tenant, "u", "k", use("a", 1))).contains(first);
    }

    @Test
    void keepsTenantsUsersAndKeysApart() {
        keys.claim(tenant, "u", "k", use("a", 1));

        assertThat(keys.claim(otherTenant, "u", "k", use("a", 1))).isEmpty();
        assertThat(keys.claim(tenant, "v", "k", use("a", 1))).isEmpty();
        assertThat(keys.claim(tenant, "u", "K", use("a", 1))).isEmpty();
    }

    @Test
    void forgetsWhatWasRolledBack() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    keys.claim(tenant, "u", "k", use("a", 1));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(keys.claim(tenant, "u", "k", use("b", 1))).isEmpty();
    }

    @Test
    void forgetsWhatIsOld() {
        CompletedRequest old = use("a", 1);
        keys.claim(tenant, "u", "old", old);
        CompletedRequest young = new CompletedRequest("b".repeat(64), old.ids(), AT.plusMillis(1));
        keys.claim(tenant, "u", "young", young);

        assertThat(keys.deleteBefore(AT.plusMillis(1))).isPositive();

        assertThat(keys.claim(tenant, "u", "young", old)).contains(young);
        assertThat(keys.claim(tenant, "u", "old", young)).isEmpty();
    }

    @Test
    void letsOneOfManyAtTheSameTimeBeTheFirst() throws Exception {
        ConcurrentLinkedQueue<Optional<CompletedRequest>> earlier = new ConcurrentLinkedQueue<>();
        List<CompletedRequest> uses =
                Stream.generate(() -> use("a", 1)).limit(4).toList();
        Parallel.run(
                4,
                thread ->
                        earlier.add(transactions.inTransaction(() -> keys.claim(tenant, "u", "k", uses.get(thread)))));

        assertThat(earlier).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(earlier.stream().flatMap(Optional::stream).distinct())
                .singleElement()
                .isIn(uses);
    }
}
