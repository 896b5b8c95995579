package dev.carewire.adapter.jdbi;

class PostgresThreadsTest extends ThreadsContract {
    PostgresThreadsTest() {
        super(TestDatabases.POSTGRES);
    }
}
