package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresOutboxTest extends OutboxContract {
    PostgresOutboxTest() {
        super(TestDatabases.POSTGRES);
    }

    /** Nobody may wait for ever for an end that the database can no longer report. */
    @Test
    void aLostConnectionEndsAsARollback() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(event("a", AT), ending("a"));
                    killOwnConnection();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(endings).containsExactly("a rolled back");
        assertThat(relayed(LATER, 10)).isEmpty();
    }

    @Test
    void aConnectionLostBeforeTheCommitEndsAsARollback() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    outbox.append(event("a", AT), ending("a"));
                    assertThatThrownBy(this::killOwnConnection).isInstanceOf(RuntimeException.class);
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(endings).containsExactly("a rolled back");
        assertThat(relayed(LATER, 10)).isEmpty();
    }

    private void killOwnConnection() {
        database().jdbi().useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
    }
}
