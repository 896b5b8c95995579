package dev.carewire.adapter.jdbi;

class PostgresThreadLifecycleTest extends ThreadLifecycleContract {
    PostgresThreadLifecycleTest() {
        super(TestDatabases.POSTGRES);
    }
}
