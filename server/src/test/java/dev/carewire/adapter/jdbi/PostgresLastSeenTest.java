package dev.carewire.adapter.jdbi;

class PostgresLastSeenTest extends LastSeenContract {
    PostgresLastSeenTest() {
        super(TestDatabases.POSTGRES);
    }
}
