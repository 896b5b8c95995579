package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.Parallel;
import dev.carewire.cluster.Transactions;
import dev.carewire.idempotency.IdempotencyKey;
import dev.carewire.idempotency.IdempotencyKeys.Answered;
import dev.carewire.idempotency.IdempotencyKeys.Claim;
import dev.carewire.idempotency.IdempotencyKeys.Claimed;
import dev.carewire.idempotency.IdempotencyKeys.KeyInUseException;
import dev.carewire.idempotency.IdempotencyKeys.Running;
import dev.carewire.idempotency.IdempotencyKeys.Validity;
import dev.carewire.idempotency.KeptAnswer;
import dev.carewire.idempotency.RequestFingerprint;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Idempotency keys: the first claim of a key counts, and the others see its answer. */
class IdempotencyKeysTest extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final Validity ALL = new Validity(AT, AT);
    private static final KeptAnswer ANSWER = new KeptAnswer(201, "{\"etag\":\"1\"}", Optional.of("{\"id\":\"é\"}"));

    private final JdbiIdempotencyKeys keys = new JdbiIdempotencyKeys(database());
    private final Transactions transactions = new JdbiTransactions(database());

    IdempotencyKeysTest(TestDatabases which) {
        super(which);
    }

    private static RequestFingerprint request(String digit) {
        return new RequestFingerprint("0".repeat(64), digit.repeat(64));
    }

    private IdempotencyKey key(String text) {
        return new IdempotencyKey(tenant, "u", text);
    }

    private Claim claim(IdempotencyKey key) {
        return keys.claim(key, request("a"), AT, ALL);
    }

    private Claim answer(IdempotencyKey key) {
        Claim claim = claim(key);
        keys.complete(key, ANSWER);
        return claim;
    }

    @Test
    void returnsTheAnswerOfTheFirstRequest() {
        assertThat(answer(key("k"))).isEqualTo(new Claimed());

        assertThat(keys.claim(key("k"), request("b"), AT, ALL)).isEqualTo(new Answered(request("a"), ANSWER));
        assertThat(keys.find(key("k"), ALL)).contains(new Answered(request("a"), ANSWER));
    }

    @Test
    void returnsAnAnswerWhoseBodyWasTooLarge() {
        claim(key("k"));
        KeptAnswer answer = new KeptAnswer(200, "{}", Optional.empty());
        keys.complete(key("k"), answer);

        assertThat(claim(key("k"))).isEqualTo(new Answered(request("a"), answer));
    }

    @Test
    void acceptsTheLongestKey() {
        IdempotencyKey longest = new IdempotencyKey(
                new TenantId("t".repeat(284) + UUID.randomUUID()), "u".repeat(320), "\uFFFD".repeat(213));

        assertThat(answer(longest)).isEqualTo(new Claimed());
        assertThat(claim(longest)).isInstanceOf(Answered.class);
    }

    @Test
    void separatesTenantsUsersAndKeys() {
        answer(key("k"));

        assertThat(claim(new IdempotencyKey(otherTenant, "u", "k"))).isEqualTo(new Claimed());
        assertThat(claim(new IdempotencyKey(tenant, "v", "k"))).isEqualTo(new Claimed());
        assertThat(claim(new IdempotencyKey(tenant, IdempotencyKey.ANONYMOUS, "k")))
                .isEqualTo(new Claimed());
        assertThat(claim(key("K"))).isEqualTo(new Claimed());
    }

    @Test
    void forgetsAClaimThatRolledBack() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    answer(key("k"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(claim(key("k"))).isEqualTo(new Claimed());
    }

    @Test
    void forgetsAReleasedClaim() {
        claim(key("k"));
        keys.release(key("k"));

        assertThat(claim(key("k"))).isEqualTo(new Claimed());
    }

    @Test
    void keepsACommittedClaimWithoutAnAnswerForItsLease() {
        claim(key("k"));

        assertThat(claim(key("k"))).isEqualTo(new Running());
        assertThat(keys.find(key("k"), ALL)).isEmpty();
        Validity later = new Validity(AT, AT.plusMillis(1));
        assertThat(keys.claim(key("k"), request("b"), AT.plusMillis(1), later)).isEqualTo(new Claimed());
        assertThat(keys.claim(key("k"), request("b"), AT.plusMillis(1), later)).isEqualTo(new Running());
    }

    @Test
    void ignoresAnExpiredAnswer() {
        answer(key("k"));
        Validity later = new Validity(AT.plusMillis(1), AT);

        assertThat(keys.find(key("k"), later)).isEmpty();
        assertThat(keys.claim(key("k"), request("b"), AT.plusMillis(1), later)).isEqualTo(new Claimed());
        assertThat(keys.find(key("k"), ALL)).isEmpty();
    }

    @Test
    void deletesOldKeysInBatches() {
        for (int i = 0; i < 3; i++) {
            keys.claim(key("old-" + i), request("a"), Instant.EPOCH, ALL);
        }
        answer(key("young"));

        assertThat(keys.deleteClaimedBefore(Instant.EPOCH.plusMillis(1), 2)).isEqualTo(2);
        assertThat(keys.deleteClaimedBefore(Instant.EPOCH.plusMillis(1), 2)).isEqualTo(1);

        assertThat(claim(key("young"))).isInstanceOf(Answered.class);
        assertThat(claim(key("old-0"))).isEqualTo(new Claimed());
    }

    @Test
    void letsOneOfManyAtTheSameTimeBeTheFirst() throws Exception {
        ConcurrentLinkedQueue<Claim> claims = new ConcurrentLinkedQueue<>();
        Parallel.run(4, thread -> claims.add(transactions.inTransaction(() -> answer(key("k"), thread))));

        assertThat(claims).filteredOn(Claimed.class::isInstance).hasSize(1);
        assertThat(claims.stream().filter(Answered.class::isInstance).distinct())
                .hasSize(1);
    }

    private Claim answer(IdempotencyKey key, int thread) {
        Claim claim = claim(key);
        if (claim instanceof Claimed) {
            keys.complete(key, new KeptAnswer(200, "{}", Optional.of("answer " + thread)));
        }
        return claim;
    }

    @Test
    void waitsForAnotherTransactionForALimitedTime() throws Exception {
        CompletableFuture<Void> claimed = new CompletableFuture<>();
        CompletableFuture<Void> refused = new CompletableFuture<>();
        List<Work> work = List.of(
                () -> transactions.inTransaction(() -> {
                    claim(key("k"));
                    claimed.complete(null);
                    refused.join();
                }),
                () -> {
                    claimed.join();
                    assertThatThrownBy(() -> claim(key("k"))).isInstanceOf(KeyInUseException.class);
                    refused.complete(null);
                });
        Parallel.run(2, thread -> work.get(thread).run());

        assertThat(claim(key("k"))).isEqualTo(new Running());
    }

    private interface Work {
        void run();
    }
}
