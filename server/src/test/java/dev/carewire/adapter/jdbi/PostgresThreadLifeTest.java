package dev.carewire.adapter.jdbi;

class PostgresThreadLifeTest extends ThreadLifeContract {
    PostgresThreadLifeTest() {
        super(TestDatabases.POSTGRES);
    }
}
