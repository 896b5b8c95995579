package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.cluster.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nested transactions. The tests of the event log cover the others. */
class TransactionsTest extends DatabaseTest {

    private final Transactions transactions = new JdbiTransactions(database());
    private final List<String> endings = new ArrayList<>();

    TransactionsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void aNestedTransactionCommitsWithTheOuterOne() {
        UUID event = transactions.inTransaction(() -> {
            List<UUID> appended = new ArrayList<>();
            assertThat(transactions.inNestedTransaction(() -> appended.add(append("inner"))))
                    .isEmpty();
            assertThat(endings).isEmpty();
            return appended.get(0);
        });

        assertThat(endings).containsExactly("inner committed", "action after inner");
        assertThat(isStored(event)).isTrue();
    }

    @Test
    void aFailedStatementLeavesTheOuterTransactionOpenAndWhatPrecededIt() {
        List<UUID> stored = new ArrayList<>();
        List<UUID> undone = new ArrayList<>();

        transactions.inTransaction(() -> {
            stored.add(append("before"));
            assertThat(transactions.inNestedTransaction(() -> {
                        undone.add(append("inner"));
                        failStatement();
                    }))
                    .isPresent();
            stored.add(append("after"));
        });

        assertThat(stored).allMatch(this::isStored);
        assertThat(undone).hasSize(1).noneMatch(this::isStored);
        assertThat(endings)
                .containsExactly(
                        "before committed",
                        "action after before",
                        "inner rolled back",
                        "after committed",
                        "action after after");
    }

    @Test
    void aFailureUndoesTheNestedTransactionsWithin() {
        List<UUID> undone = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("changed my mind");

        transactions.inTransaction(() -> assertThat(transactions.inNestedTransaction(() -> {
                    assertThat(transactions.inNestedTransaction(() -> undone.add(append("first"))))
                            .isEmpty();
                    assertThat(transactions.inNestedTransaction(() -> undone.add(append("second"))))
                            .isEmpty();
                    throw failure;
                }))
                .containsSame(failure));

        assertThat(undone).hasSize(2).noneMatch(this::isStored);
        assertThat(endings).containsExactly("first rolled back", "second rolled back");
    }

    @Test
    void theOuterTransactionsFailureUndoesANestedOne() {
        List<UUID> undone = new ArrayList<>();

        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    assertThat(transactions.inNestedTransaction(() -> undone.add(append("inner"))))
                            .isEmpty();
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(undone).hasSize(1).noneMatch(this::isStored);
        assertThat(endings).containsExactly("inner rolled back");
    }

    @Test
    void runsInATransactionOfItsOwnOutsideOne() {
        List<UUID> stored = new ArrayList<>();
        List<UUID> undone = new ArrayList<>();

        assertThat(transactions.inNestedTransaction(() -> stored.add(append("kept"))))
                .isEmpty();
        assertThat(transactions.inNestedTransaction(() -> {
                    undone.add(append("undone"));
                    failStatement();
                }))
                .isPresent();

        assertThat(stored).hasSize(1).allMatch(this::isStored);
        assertThat(undone).hasSize(1).noneMatch(this::isStored);
        assertThat(endings).containsExactly("kept committed", "action after kept", "undone rolled back");
    }

    @Test
    void reportsARollbackAlsoOfANestedTransaction() {
        transactions.inTransaction(() -> {
            transactions.onEnd(() -> endings.add("outer committed"), () -> endings.add("outer rolled back"));
            transactions.inNestedTransaction(() -> {
                transactions.onEnd(() -> endings.add("inner committed"), () -> endings.add("inner rolled back"));
                failStatement();
            });
        });
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    transactions.onEnd(() -> endings.add("second committed"), () -> endings.add("second rolled back"));
                    failStatement();
                }))
                .isInstanceOf(RuntimeException.class);
        transactions.onEnd(() -> endings.add("at once"), () -> endings.add("never"));

        assertThat(endings).containsExactly("outer committed", "inner rolled back", "second rolled back", "at once");
    }

    /** Inserts a row, and registers for the end of the transaction and for its commit. */
    private UUID append(String name) {
        UUID id = UUID.randomUUID();
        database()
                .update(
                        "INSERT INTO rooms (tenant, id, name, door) VALUES (:tenant, :id, 'Room', '1')",
                        Map.of("tenant", tenant, "id", id.toString()));
        transactions.onEnd(() -> endings.add(name + " committed"), () -> endings.add(name + " rolled back"));
        transactions.afterCommit(() -> endings.add("action after " + name));
        return id;
    }

    /** PostgreSQL rejects all statements after a failed one, up to a rollback. */
    private void failStatement() {
        database().update("INSERT INTO rooms (id) VALUES (NULL)", Map.of());
    }

    private boolean isStored(UUID event) {
        return database().count("SELECT COUNT(*) FROM rooms WHERE id = :id", Map.of("id", event.toString())) == 1;
    }
}
