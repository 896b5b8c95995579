package dev.carewire.adapter.jdbi;

class PostgresTimersTest extends TimersContract {
    PostgresTimersTest() {
        super(TestDatabases.POSTGRES);
    }
}
