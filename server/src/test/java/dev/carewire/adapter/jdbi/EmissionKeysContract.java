package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.Parallel;
import dev.carewire.cluster.Transactions;
import dev.carewire.emission.EmissionKeys;
import dev.carewire.emission.EmissionKeys.Use;
import dev.carewire.emission.EmissionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is promised of the keys under which requests are carried out once. */
abstract class EmissionKeysContract extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final JdbiEmissionKeys keys = new JdbiEmissionKeys(database());
    private final Transactions transactions = new JdbiTransactions(database());

    EmissionKeysContract(TestDatabases which) {
        super(which);
    }

    private static Use use(String digit, int ids) {
        return new Use(
                digit.repeat(64),
                Stream.generate(() -> "n" + "-".repeat(EmissionKeys.ID_LENGTH - 37) + UUID.randomUUID())
                        .limit(ids)
                        .toList(),
                AT);
    }

    @Test
    void remembersTheFirstUse() {
        Use first = use("a", EmissionRequest.MOST);

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
        Use old = use("a", 1);
        keys.claim(tenant, "u", "old", old);
        Use young = new Use("b".repeat(64), old.ids(), AT.plusMillis(1));
        keys.claim(tenant, "u", "young", young);

        assertThat(keys.forgetBefore(AT.plusMillis(1))).isPositive();

        assertThat(keys.claim(tenant, "u", "young", old)).contains(young);
        assertThat(keys.claim(tenant, "u", "old", young)).isEmpty();
    }

    @Test
    void letsOneOfManyAtTheSameTimeBeTheFirst() throws Exception {
        ConcurrentLinkedQueue<Optional<Use>> earlier = new ConcurrentLinkedQueue<>();
        List<Use> uses = Stream.generate(() -> use("a", 1)).limit(4).toList();
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
