package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.cluster.Outbox;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox and the transactions that it belongs to. */
class OutboxTest extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final Outbox outbox = new JdbiOutbox(database(), new JsonEventCodec());
    private final Transactions transactions = new JdbiTransactions(database());
    private final List<String> endings = new ArrayList<>();

    OutboxTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void emptyTheOutbox() {
        while (outbox.relay(1_000, events -> {}) > 0) {
            // until nothing is left
        }
    }

    @Test
    void storesInATransactionOfItsOwn() {
        outbox.append(event("a", AT), ending("a"));

        assertThat(endings).containsExactly("a committed");
        assertThat(relayed(10)).containsExactly("a");
    }

    @Test
    void tellsTheEndOnlyAfterTheCommitOfTheSurroundingTransaction() {
        transactions.inTransaction(() -> {
            outbox.append(event("a", AT), ending("a"));
            outbox.append(event("b", AT), ending("b"));
            assertThat(endings).isEmpty();
        });

        assertThat(endings).containsExactly("a committed", "b committed");
    }

    @Test
    void whatIsToBeDoneAfterTheCommitIsDoneBeforeWhatIsEmittedLaterIsTold() {
        transactions.inTransaction(() -> {
            outbox.append(event("a", AT), ending("a"));
            transactions.afterCommit(() -> endings.add("action"));
            outbox.append(event("b", AT), ending("b"));
            assertThat(endings).isEmpty();
        });

        assertThat(endings).containsExactly("a committed", "action", "b committed");
    }

    @Test
    void whatIsToBeDoneAfterTheCommitIsNotDoneWithoutOneAndAtOnceOutsideATransaction() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    transactions.afterCommit(() -> endings.add("action"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(endings).isEmpty();

        transactions.afterCommit(() -> endings.add("action"));

        assertThat(endings).containsExactly("action");
    }

    @Test
    void rollbackLeavesNothingBehindAndIsToldOnce() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(event("a", AT), ending("a"));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("changed my mind");

        assertThat(endings).containsExactly("a rolled back");
        assertThat(relayed(10)).isEmpty();
    }

    @Test
    void aCallInsideATransactionJoinsIt() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    transactions.inTransaction(() -> outbox.append(event("inner", AT), ending("inner")));
                    assertThat(endings).isEmpty();
                    throw new IllegalStateException("outer fails");
                }))
                .hasMessage("outer fails");

        assertThat(endings).containsExactly("inner rolled back");
        assertThat(relayed(10)).isEmpty();
    }

    @Test
    void reportsTheEndOfATransactionWithoutStoringAnything() {
        transactions.inTransaction(() -> {
            outbox.append(event("a", AT), ending("a"));
            outbox.onTransactionEnd(ending("between"));
            outbox.append(event("b", AT), ending("b"));
            assertThat(endings).isEmpty();
        });
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.onTransactionEnd(ending("failing"));
                    throw new IllegalStateException("fails");
                }))
                .hasMessage("fails");
        outbox.onTransactionEnd(ending("outside"));

        assertThat(endings)
                .containsExactly(
                        "a committed", "between committed", "b committed", "failing rolled back", "outside committed");
        assertThat(relayed(10)).containsExactly("a", "b");
    }

    @Test
    void returnsWhatTheWorkReturned() {
        assertThat(transactions.inTransaction(() -> "result")).isEqualTo("result");
    }

    @Test
    void oneFailingListenerDoesNotSilenceTheNext() {
        transactions.inTransaction(() -> {
            outbox.append(event("a", AT), new Outbox.TransactionEnd() {
                @Override
                public void committed() {
                    throw new IllegalStateException("listener fails");
                }

                @Override
                public void rolledBack() {
                    throw new IllegalStateException("listener fails");
                }

                @Override
                public void unknown() {
                    throw new IllegalStateException("listener fails");
                }
            });
            outbox.append(event("b", AT), ending("b"));
        });

        assertThat(endings).containsExactly("b committed");
    }

    @Test
    void refusesTheSameEventTwice() {
        Event<?> event = event("a", AT);
        outbox.append(event, ending("first"));

        assertThatThrownBy(() -> outbox.append(event, ending("second"))).isInstanceOf(RuntimeException.class);

        assertThat(endings).containsExactly("first committed");
        assertThat(relayed(10)).containsExactly("a");
    }

    @Test
    void relaysOldestFirstAndNoMoreThanAsked() {
        for (String id : List.of("a", "b", "c")) {
            outbox.append(event(id, AT), ending(id));
        }

        assertThat(relayed(2)).containsExactly("a", "b");
        assertThat(relayed(2)).containsExactly("c");
        assertThat(relayed(2)).isEmpty();
    }

    @Test
    void keepsWhatCouldNotBeDelivered() {
        outbox.append(event("a", AT), ending("a"));

        assertThatThrownBy(() -> outbox.relay(10, events -> {
                    throw new IllegalStateException("nobody there");
                }))
                .hasMessage("nobody there");

        assertThat(relayed(10)).containsExactly("a");
    }

    @Test
    void removesWhatWasDelivered() {
        Event<?> delivered = event("a", AT);
        outbox.append(delivered, ending("a"));
        outbox.append(event("b", AT), ending("b"));

        outbox.remove(List.of(delivered.id(), UUID.randomUUID()));
        outbox.remove(List.of());

        assertThat(relayed(10)).containsExactly("b");
    }

    @Test
    void setsAsideWhatItCannotRead() {
        Event<?> strange = event("strange", AT);
        outbox.append(strange, ending("strange"));
        outbox.append(event("b", AT), ending("b"));
        database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE outbox SET body = '{}' WHERE id = :id")
                        .bind("id", strange.id())
                        .execute());

        assertThat(relayed(10)).containsExactly("b");
        assertThat(relayed(10)).isEmpty();
    }

    @Test
    void knowsWhichEventsWereCommitted() {
        Event<?> committed = event("a", AT);
        Event<?> rolledBack = event("b", AT);
        outbox.append(committed, ending("a"));
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(rolledBack, ending("b"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(outbox.wasCommitted(committed.id())).isTrue();
        assertThat(outbox.wasCommitted(rolledBack.id())).isFalse();
        assertThat(outbox.wasCommitted(rolledBack.id())).as("asked again").isFalse();
        assertThat(relayed(10)).containsExactly("a");
    }

    /** The node must not wait for ever for an end that the database can no longer report. */
    @Test
    void aLostConnectionEndsAsARollback() {
        assumeAServerThatKillsConnections();
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(event("a", AT), ending("a"));
                    killOwnConnection();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(endings).containsExactly("a rolled back");
        assertThat(relayed(10)).isEmpty();
    }

    @Test
    void aConnectionLostBeforeTheCommitHasAnUnknownOutcome() {
        assumeAServerThatKillsConnections();
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(event("a", AT), ending("a"));
                    assertThatThrownBy(this::killOwnConnection).isInstanceOf(RuntimeException.class);
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(endings).containsExactly("a unknown");
        assertThat(relayed(10)).isEmpty();
    }

    private List<String> relayed(int most) {
        List<String> ids = new ArrayList<>();
        int moved = outbox.relay(
                most,
                events -> events.forEach(
                        stored -> ids.add(((PatientDeleted) stored.event().payload()).patientId())));
        assertThat(moved).isGreaterThanOrEqualTo(ids.size());
        return ids;
    }

    private void killOwnConnection() {
        database().jdbi().useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
    }

    private void assumeAServerThatKillsConnections() {
        assumeThat(which())
                .as("H2 in memory has no connection that can be lost")
                .isEqualTo(TestDatabases.POSTGRES);
    }

    private Event<?> event(String patientId, Instant at) {
        return PatientEvents.PATIENT_DELETED.newEvent(tenant, at, new PatientDeleted(patientId));
    }

    private Outbox.TransactionEnd ending(String name) {
        return new Outbox.TransactionEnd() {
            @Override
            public void committed() {
                endings.add(name + " committed");
            }

            @Override
            public void rolledBack() {
                endings.add(name + " rolled back");
            }

            @Override
            public void unknown() {
                endings.add(name + " unknown");
            }
        };
    }
}
