package dev.carewire.adapter.jdbi;

class PostgresOutboxTest extends OutboxContract {
    PostgresOutboxTest() {
        super(TestDatabases.POSTGRES);
    }
}
